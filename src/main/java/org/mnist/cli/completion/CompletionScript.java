package org.mnist.cli.completion;

import java.util.Map;
import java.util.function.Function;
import org.mnist.base.Resources;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The script that lets a shell complete command lines. It starts no Java, so that an answer comes at once; what lies on the
 * disk the shell looks up itself.
 */
public enum CompletionScript {
    /** For bash, 3.2 and newer. */
    BASH("mnist.bash", BashCompletion::fill),
    /** For zsh, as a file to be found by {@code compinit} or to be sourced. */
    ZSH("_mnist", ZshCompletion::fill),
    /** For fish, 3.0 and newer. */
    FISH("mnist.fish", FishCompletion::fill);

    private final String file;

    @SuppressWarnings("ImmutableEnumChecker") // a method has no state
    private final Function<Completion, Map<String, String>> printer;

    CompletionScript(String file, Function<Completion, Map<String, String>> printer) {
        this.file = file;
        this.printer = printer;
    }

    /** The name of the file in which a shell looks for the script. */
    public String file() {
        return file;
    }

    /**
     * The script, which ends in a new line.
     *
     * @param program the program with all of its commands
     */
    public String of(CommandSpec program) {
        String script = Resources.text(CompletionScript.class, file);
        for (Map.Entry<String, String> part :
                printer.apply(CompletionReader.read(program)).entrySet()) {
            script = script.replace("@" + part.getKey() + "@", part.getValue());
        }
        return script;
    }
}
