package org.mnist.cli.commands;

import org.mnist.base.BuildInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = MainCommand.Version.class,
        description = "Trains convolutional networks on MNIST.",
        synopsisSubcommandLabel = "COMMAND")
final class MainCommand implements Runnable {
    /** The end of the help of the command itself; that of its subcommands has none. */
    static final String[] FOOTER = {
        "",
        "Examples:",
        "  mnist train --arch lenet5 --epochs 3",
        "  mnist evaluate runs/20260102-030405-lenet5-s1",
        "  mnist predict runs/20260102-030405-lenet5-s1 digit.png",
        "",
        "Exit codes: 0 done, 1 a fault of the program's own, 2 usage or configuration, 3 a gate was",
        "missed, 65 bad data or model file, 66 input not found, 69 not available, 73 cannot create or",
        "already there, 74 read or write failed, 75 locked by another run, 76 training diverged,",
        "130 and 143 interrupted and saved."
    };

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The lines of {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "mnist " + BuildInfo.version() + " (commit " + BuildInfo.commitId() + ", DL4J "
                        + BuildInfo.dl4jVersion() + ", oneDNN " + BuildInfo.onednnVersion() + ")",
                "engines onednn and dl4j; native libraries for " + BuildInfo.natives() + "; Java "
                        + System.getProperty("java.version")
            };
        }
    }
}
