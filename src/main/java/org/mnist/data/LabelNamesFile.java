package org.mnist.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.network.Task;

/** The names of classes in a file beside IDX files: {@code classes.txt}, or a mapping as EMNIST has it. */
final class LabelNamesFile {
    /** The file with a name a line. */
    static final String CLASSES = "classes.txt";

    /** The end of the name of a file with a label and the codes of its characters in each line. */
    static final String MAPPING = "mapping.txt";

    /** A thousand names of a hundred characters of four bytes each, and some space. */
    private static final long MAX_BYTES = 1 << 20;

    private static final Pattern MAPPING_LINE = Pattern.compile("\\d{1,9}(\\s+\\d{1,7}){1,4}");

    private LabelNamesFile() {}

    /**
     * The names in a folder, if it has any.
     *
     * @param prefix how the names of the data set's files begin; nothing if they have no such beginning
     * @param labels what occurs in the data set's files
     */
    static Optional<LabelNames> in(Path folder, String prefix, IdxLabels... labels) {
        Path classes = folder.resolve(CLASSES);
        if (Files.isRegularFile(classes)) {
            return Optional.of(classes(classes, labels));
        }
        return mapping(folder, prefix).map(LabelNamesFile::mapping);
    }

    private static Optional<Path> mapping(Path folder, String prefix) {
        Path own = folder.resolve(prefix + MAPPING);
        if (Files.isRegularFile(own)) {
            return Optional.of(own);
        }
        if (!prefix.isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> mappings = files.filter(
                            file -> file.getFileName().toString().endsWith("-" + MAPPING) && Files.isRegularFile(file))
                    .limit(2)
                    .toList();
            return mappings.size() == 1 ? Optional.of(mappings.get(0)) : Optional.empty();
        } catch (IOException e) {
            throw IdxStream.unreadable(folder.toString(), e);
        }
    }

    /** Line by line from label 0 on, or from label 1 on where that alone fits. */
    private static LabelNames classes(Path file, IdxLabels... labels) {
        List<String> names = lines(file);
        int first = 1;
        for (IdxLabels some : labels) {
            first = Math.min(first, Arrays.stream(some.values()).min().orElse(0));
        }
        boolean fits = Arrays.stream(labels)
                .flatMapToInt(some -> Arrays.stream(some.values()))
                .allMatch(label -> label < names.size());
        return checked(file, LabelNames.from(fits ? 0 : first, names));
    }

    private static LabelNames mapping(Path file) {
        Map<Integer, String> names = new TreeMap<>();
        for (String line : lines(file)) {
            if (!MAPPING_LINE.matcher(line).matches()) {
                throw bad(file, "it has the line `" + line + "`; a line has a label and the code of its character");
            }
            String[] numbers = line.split("\\s+", -1);
            int code = Integer.parseInt(numbers[1]);
            if (!Character.isValidCodePoint(code)) {
                throw bad(file, "there is no character with the code " + code);
            }
            if (names.put(Integer.valueOf(numbers[0]), Character.toString(code)) != null) {
                throw bad(file, "it has label " + numbers[0] + " twice");
            }
        }
        return checked(file, new LabelNames(List.copyOf(names.keySet()), List.copyOf(names.values())));
    }

    private static LabelNames checked(Path file, LabelNames names) {
        try {
            Task.checkNames(names.names());
            return names;
        } catch (IllegalArgumentException e) {
            throw bad(file, Failure.message(e));
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw bad(file, "it has " + Text.count(Files.size(file)) + " bytes; a list of names has fewer");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.replaceFirst("^\ufeff", "")
                    .stripTrailing()
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (CharacterCodingException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT, file + " is not supported: it is no text in UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw IdxStream.unreadable(file.toString(), e);
        }
    }

    private static Failure bad(Path file, String problem) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " is not supported: " + problem + "; " + Task.MIN_CLASSES + " to " + Text.count(Task.MAX_CLASSES)
                        + " names are, one a line");
    }
}
