package org.mnist.cli.commands;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist.base.BuildInfo;
import org.mnist.cli.ExitCode;
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
        description = "Trains convolutional networks on MNIST and on other small images.",
        synopsisSubcommandLabel = "COMMAND")
final class MainCommand implements Runnable {
    /** What exit codes mean, at the end of the help of the command itself; that of its subcommands does not say it again. */
    static final Map<String, String> EXIT_CODES = exitCodes();

    @Spec
    CommandSpec spec;

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(Integer.toString(ExitCode.OK), "done");
        codes.put(Integer.toString(ExitCode.INTERNAL), "a fault of the program's own");
        codes.put(Integer.toString(ExitCode.USAGE), "usage or configuration");
        codes.put(Integer.toString(ExitCode.GATE), "a gate, such as --min-accuracy, was missed");
        codes.put(Integer.toString(ExitCode.BAD_INPUT), "bad data or model file");
        codes.put(Integer.toString(ExitCode.NOT_FOUND), "input not found");
        codes.put(Integer.toString(ExitCode.UNAVAILABLE), "not available: network, memory, engine, port");
        codes.put(Integer.toString(ExitCode.CANNOT_CREATE), "cannot create, or already there");
        codes.put(Integer.toString(ExitCode.IO), "reading or writing failed");
        codes.put(Integer.toString(ExitCode.LOCKED), "in use by another run");
        codes.put(Integer.toString(ExitCode.DIVERGED), "training diverged");
        codes.put("129", "stopped by HUP, and saved; 130: by Ctrl-C, 138: by USR1, 143: by TERM");
        codes.put(Integer.toString(ExitCode.NO_READER), "nobody reads standard output any more");
        return Collections.unmodifiableMap(codes);
    }

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
