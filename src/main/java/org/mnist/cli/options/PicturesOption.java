package org.mnist.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;
import org.mnist.picture.PictureSearch;
import picocli.CommandLine.Option;

/** Which pictures a command reads, of all that its arguments name, and of a list. */
public final class PicturesOption {
    private static final String STANDARD_INPUT = "-";

    /** The most bytes of a list of files: a million long names. */
    private static final int LONGEST_LIST = 100_000_000;

    /** The most characters of a name in it, which no system goes beyond. */
    private static final int LONGEST_NAME = 4096;

    @Option(names = "--recursive", description = "Look into the folders in a folder, too.")
    private boolean recursive;

    @Option(
            names = "--files-from",
            paramLabel = "FILE",
            description =
                    "Read the names of files and folders from this file, one a line, or with zero bytes between them;"
                            + " - is standard input.")
    private Optional<String> filesFrom = Optional.empty();

    /**
     * A picture to read.
     *
     * @param name what it was called
     * @param path its file; none is standard input
     * @param failure why there is nothing to read
     */
    public record Input(String name, Optional<Path> path, Optional<Failure> failure) {
        private Input(Path file) {
            this(file.toString(), Optional.of(file), Optional.empty());
        }

        private Input(String name, Failure failure) {
            this(name, Optional.empty(), Optional.of(failure));
        }
    }

    /**
     * Refuses a command line that names no picture, or standard input twice.
     *
     * @param named the arguments
     * @throws Failure of kind USAGE
     */
    public void check(List<String> named) {
        if (named.isEmpty() && filesFrom.isEmpty()) {
            throw usage("there is nothing to read; name files, folders or patterns, or a list by --files-from");
        }
        long standardInputs = named.stream().filter(STANDARD_INPUT::equals).count()
                + filesFrom.filter(STANDARD_INPUT::equals).stream().count();
        if (standardInputs > 1) {
            throw usage("standard input, -, can be read only once");
        }
    }

    /** Whether it is one picture and can be no more: no folder, no pattern, no list. */
    public boolean isOne(List<String> named) {
        return filesFrom.isEmpty()
                && named.size() == 1
                && (named.get(0).equals(STANDARD_INPUT)
                        || Files.isRegularFile(Path.of(named.get(0)))
                        || !(Files.isDirectory(Path.of(named.get(0))) || PictureSearch.isPattern(named.get(0))));
    }

    /**
     * The pictures, in the order in which they were named, and those of a folder or pattern in the order of their names.
     *
     * @param named the arguments: files, folders, patterns, - for standard input
     * @param log gets a line for each folder of which something is left out
     * @throws Failure if the list of files cannot be read
     */
    public List<Input> inputs(List<String> named, InputStream in, Consumer<String> log) {
        List<Input> inputs = new ArrayList<>();
        for (String name : named) {
            if (name.equals(STANDARD_INPUT)) {
                inputs.add(new Input(name, Optional.empty(), Optional.empty()));
            } else {
                inputs.addAll(orFailure(name, path -> {
                    boolean pattern = PictureSearch.isPattern(name) && !Files.exists(path);
                    return pattern ? matching(name, log) : of(path, log);
                }));
            }
        }
        filesFrom.ifPresent(list -> {
            for (String name : names(list, in)) {
                inputs.addAll(orFailure(name, path -> of(path, log)));
            }
        });
        return inputs;
    }

    private static List<Input> orFailure(String name, Function<Path, List<Input>> use) {
        try {
            return use.apply(Path.of(name));
        } catch (InvalidPathException e) {
            return List.of(
                    new Input(name, notFound("no file can be called " + name + " here (" + e.getReason() + ")")));
        }
    }

    private List<Input> of(Path path, Consumer<String> log) {
        if (!Files.isDirectory(path)) {
            return List.of(new Input(path));
        }
        List<Input> inputs = new ArrayList<>();
        PictureSearch search = search(inputs);
        List<Path> files = search.in(path);
        files.forEach(file -> inputs.add(new Input(file)));
        if (inputs.isEmpty()) {
            inputs.add(new Input(
                    path.toString(),
                    notFound("there is no picture in " + path
                            + (recursive ? "" : "; --recursive looks into its folders, too"))));
        } else if (search.others() > 0) {
            log.accept(Text.printable(path.toString()) + ": " + Text.count(search.others())
                    + (search.others() == 1 ? " file is" : " files are") + " not named like a picture and left out");
        }
        return inputs;
    }

    private List<Input> matching(String pattern, Consumer<String> log) {
        List<Input> inputs = new ArrayList<>();
        List<Path> matching;
        try {
            matching = search(inputs).matching(pattern);
        } catch (PatternSyntaxException e) {
            return List.of(new Input(pattern, notFound(pattern + " is no pattern: " + e.getDescription())));
        }
        matching.forEach(path -> inputs.addAll(of(path, log)));
        return inputs.isEmpty()
                ? List.of(new Input(pattern, notFound("there is no file that " + pattern + " matches")))
                : inputs;
    }

    private PictureSearch search(List<Input> failed) {
        return new PictureSearch(
                recursive, (path, e) -> failed.add(new Input(path.toString(), SafeFiles.failure(path, e))));
    }

    /** The names in a list, whole lines or, where there is one, what is between zero bytes. */
    private static List<String> names(String list, InputStream in) {
        String text;
        try {
            byte[] bytes = bytes(list, in);
            if (bytes.length > LONGEST_LIST) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        "the list of files " + list + " is longer than " + Text.count(LONGEST_LIST)
                                + " bytes; split it");
            }
            text = new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure(
                    Files.exists(Path.of(list)) ? Failure.Kind.IO : Failure.Kind.NOT_FOUND,
                    Files.exists(Path.of(list))
                            ? "the list of files " + list + " cannot be read: " + SafeFiles.reason(e)
                            : "there is no list of files " + list + "; name a text file with a picture on each line",
                    e);
        }
        String separator = text.indexOf('\0') < 0 ? "\r?\n" : "\0";
        List<String> names =
                Stream.of(text.split(separator)).filter(name -> !name.isEmpty()).toList();
        if (names.isEmpty()) {
            throw notFound("the list of files " + list + " names none");
        }
        names.stream().filter(name -> name.length() > LONGEST_NAME).findFirst().ifPresent(name -> {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    "the list of files " + list + " has a line of " + Text.count(name.length())
                            + " characters; it holds one name a line");
        });
        return names;
    }

    private static byte[] bytes(String list, InputStream in) throws IOException {
        if (list.equals(STANDARD_INPUT)) {
            return in.readNBytes(LONGEST_LIST + 1);
        }
        try (InputStream file = Files.newInputStream(Path.of(list))) {
            return file.readNBytes(LONGEST_LIST + 1);
        }
    }

    private static Failure notFound(String message) {
        return new Failure(Failure.Kind.NOT_FOUND, message);
    }

    private static Failure usage(String message) {
        return new Failure(Failure.Kind.USAGE, message);
    }
}
