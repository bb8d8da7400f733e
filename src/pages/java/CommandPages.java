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
import picocli.AutoComplete;
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
        Files.writeString(folder.resolve("mnist.bash"), AutoComplete.bash("mnist", commands));
        File pages = Files.createDirectories(folder.resolve("man")).toFile();
        int code = ManPageGenerator.generateManPage(pages, null, new boolean[0], false, commands.getCommandSpec());
        if (code != 0) {
            throw new IOException("the pages for man could not be written to " + folder);
        }
    }
}
