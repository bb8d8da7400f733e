import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mnist.cli.Context;
import org.mnist.cli.Environment;
import org.mnist.cli.commands.Commands;
import org.mnist.cli.completion.CompletionScript;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes what an archive has for a shell and for man: the completions, and a page a command for Asciidoctor. */
public final class CommandPages {
    private CommandPages() {}

    /** Takes the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        CommandLine commands = Commands.commandLine(
                new Context(
                        InputStream.nullInputStream(),
                        System.out,
                        System.err,
                        new Environment(Map.of(), false),
                        List.of()),
                "");
        for (CompletionScript script : CompletionScript.values()) {
            Files.writeString(folder.resolve(script.file()), script.of(commands.getCommandSpec()));
        }
        File pages = Files.createDirectories(folder.resolve("man")).toFile();
        int code = ManPageGenerator.generateManPage(pages, null, new boolean[0], false, commands.getCommandSpec());
        if (code != 0) {
            throw new IOException("the pages for man could not be written to " + folder);
        }
    }
}
