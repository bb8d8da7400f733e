package org.mnist.cli.commands;

import java.util.List;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Candidates;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mnist completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script; bash: source <(mnist completion bash), zsh: the same with zsh.")
final class CompletionCommand extends BaseCommand {
    @Parameters(paramLabel = "bash|zsh", completionCandidates = Shells.class, description = "The shell.")
    String shell;

    /** The shells that there is a completion for. */
    static final class Shells extends Candidates.Words {
        Shells() {
            super(List.of("bash", "zsh"));
        }
    }

    CompletionCommand(Context context) {
        super(context);
    }

    /** A script in JSON. */
    record Completion(String shell, String script) {}

    @Override
    void check() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new Failure(
                    Failure.Kind.USAGE, "there is no completion for `" + shell + "`; there is for bash and zsh");
        }
    }

    @Override
    int run(Console console) {
        // The script turns on bash's completion in zsh by itself.
        String script = AutoComplete.bash("mnist", spec.root().commandLine());
        print(new Completion(shell, script), script.stripTrailing());
        return ExitCode.OK;
    }
}
