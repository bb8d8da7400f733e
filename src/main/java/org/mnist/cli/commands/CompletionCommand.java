package org.mnist.cli.commands;

import org.mnist.base.Console;
import org.mnist.base.Names;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.completion.CompletionScript;
import org.mnist.cli.options.Candidates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mnist completion}. */
@Command(
        name = "completion",
        description = {
            "Prints the script by which a shell completes commands, options and their values.",
            "It is read by every new shell once it is in a file:",
            "  bash: mkdir -p ~/.local/share/bash-completion/completions",
            "        mnist completion bash > ~/.local/share/bash-completion/completions/mnist",
            "  zsh:  mnist completion zsh > DIR/_mnist, where DIR is one of $fpath",
            "  fish: mnist completion fish > ~/.config/fish/completions/mnist.fish",
            "For this shell alone, in bash and zsh: source <(mnist completion bash)"
        })
final class CompletionCommand extends BaseCommand {
    @Parameters(paramLabel = "bash|zsh|fish", completionCandidates = Shells.class, description = "The shell.")
    String shell;

    /** The shells that there is a script for. */
    static final class Shells extends Candidates.Words {
        Shells() {
            super(CompletionScript.values());
        }
    }

    CompletionCommand(Context context) {
        super(context);
    }

    /** A script in JSON. */
    record Completion(String shell, String script) {}

    @Override
    void check() {
        script();
    }

    private CompletionScript script() {
        return Names.parse(CompletionScript.class, shell)
                .orElseThrow(() -> usage("there is no completion for `" + shell + "`; there is for "
                        + Names.list(CompletionScript.values())));
    }

    @Override
    int run(Console console) {
        String script = script().of(spec.root());
        print(new Completion(shell, script), script.stripTrailing());
        return ExitCode.OK;
    }
}
