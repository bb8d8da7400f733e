package org.mnist.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.mnist.base.Hashes;
import org.mnist.base.SafeFiles;

/** Damage to the files of a run folder: by a bad disk, by an editor, by another program, and on purpose. */
public final class RunDamage {
    private static final Pattern VALUE = Pattern.compile("(?<=: )[^,\\n{\\[]+");
    private static final Pattern SEAL = Pattern.compile("(\"sha256\" : \")\\w*(\"\\s*}\\s*)$");
    private static final List<String> VALUES = List.of(
            "null",
            "NaN",
            "\"NaN\"",
            "Infinity",
            "\"-Infinity\"",
            "-1",
            "0",
            "1",
            "2147483647",
            "2147483648",
            "99999999999999999999",
            "1e308",
            "1e999",
            "-1e-308",
            "0.5",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "{\"a\": null}",
            "[[1, 2], [3]]",
            "\"\\u0000\\u001b[2J\"");
    private static final List<String> CELLS =
            List.of("", "NaN", "Infinity", "-1", "0", "1e999", "x", "2147483648", "1.5", "\"", "#", " 3 ", "1e-320");
    private static final List<String> DOCUMENTS =
            List.of("", "null", "null\n", "[]", "{}", "5", "\"x\"", "---\n", "{", "\u0000", "\ufeff{}", "nul");

    private final SplittableRandom random;

    /** Damage that is the same for the same random numbers. */
    public RunDamage(SplittableRandom random) {
        this.random = random;
    }

    /** Alters one file of a folder, or two of ten times several, and gives words for what was done. */
    public String alter(Path run) throws IOException {
        List<String> done = new ArrayList<>();
        do {
            List<Path> files = files(run);
            Path file = files.get(random.nextInt(files.size()));
            done.add(run.relativize(file) + " " + damage(file));
        } while (random.nextInt(10) < 2);
        return String.join(", ", done);
    }

    /** Files that tell of the run come up as often as all others together. */
    private List<Path> files(Path run) throws IOException {
        try (Stream<Path> below = Files.walk(run)) {
            List<Path> all = below.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".lock"))
                    .sorted()
                    .toList();
            List<Path> telling = all.stream()
                    .filter(file -> file.toString().matches(".*\\.(json|yaml|csv)"))
                    .toList();
            return telling.isEmpty() || all.isEmpty() || random.nextInt(4) == 0 ? all : telling;
        }
    }

    private String damage(Path file) throws IOException {
        return switch (random.nextInt(12)) {
            case 0 -> bytes(file);
            case 1 -> place(file);
            case 2 -> document(file);
            case 3 -> text(file);
            default -> value(file);
        };
    }

    private String bytes(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (content.length == 0) {
            return "stays empty";
        }
        int at = random.nextInt(content.length);
        switch (random.nextInt(4)) {
            case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> content[at] = (byte) 0xff;
            case 2 -> content = Arrays.copyOf(content, at);
            default -> content = Arrays.copyOf(content, content.length + 1 + random.nextInt(5000));
        }
        Files.write(file, content);
        return "has other bytes from " + at + " on";
    }

    /** Something else in its place. Whatever writes through a link, or waits for a pipe, is found out by who asks for this. */
    private String place(Path file) throws IOException {
        Files.delete(file);
        switch (random.nextInt(5)) {
            case 0 -> {
                return "is gone";
            }
            case 1 -> {
                Files.createDirectory(file);
                if (random.nextBoolean()) {
                    Files.createFile(file.resolve("a file"));
                }
                return "is a folder";
            }
            case 2 -> {
                return link(file, Path.of("/dev/zero"));
            }
            case 3 -> {
                return link(file, file.resolveSibling("nothing"));
            }
            default -> {
                return pipe(file);
            }
        }
    }

    private static String link(Path file, Path to) throws IOException {
        Files.createSymbolicLink(file, to);
        return "leads to " + to;
    }

    private static String pipe(Path file) throws IOException {
        try {
            int code = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            return code == 0 ? "is a pipe" : "is gone";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String document(Path file) throws IOException {
        String text = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
        if (random.nextInt(6) == 0) {
            text = "[".repeat(100_000);
        }
        Files.writeString(file, text);
        return "holds `" + text.substring(0, Math.min(9, text.length())) + "`";
    }

    /** Lines are lost, doubled, very many or of another file. */
    private String text(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Arrays.asList(
                Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.addAll(at, Collections.nCopies(100_000, lines.get(at)));
            case 3 -> lines.set(at, lines.get(at) + lines.get(at));
            default -> lines.subList(at, lines.size()).clear();
        }
        Files.writeString(file, String.join("\n", lines), StandardCharsets.ISO_8859_1);
        return "has other lines from " + at + " on";
    }

    private String value(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".csv")) {
            return cell(file);
        }
        if (!name.matches(".*\\.(json|yaml)")) {
            return bytes(file);
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<MatchResult> values = VALUE.matcher(text).results().toList();
        if (values.isEmpty()) {
            return bytes(file);
        }
        MatchResult place = values.get(random.nextInt(values.size()));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        String altered = random.nextInt(8) == 0
                ? text.substring(0, text.lastIndexOf('\n', place.start()) + 1)
                        + text.substring(Math.max(place.end(), text.indexOf('\n', place.end())))
                : text.substring(0, place.start()) + value + text.substring(place.end());
        if (name.equals("state.json") && random.nextBoolean()) {
            altered = sealed(altered);
        }
        Files.writeString(file, altered, StandardCharsets.ISO_8859_1);
        return "has " + value + " for " + place.group() + " at " + place.start();
    }

    private static String sealed(String text) {
        String open = SEAL.matcher(text).replaceFirst("$1$2");
        return SEAL.matcher(open).replaceFirst("$1" + Hashes.sha256(open) + "$2");
    }

    private String cell(Path file) throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        int row = random.nextInt(rows.size());
        String[] cells = rows.get(row).split(",", -1);
        int column = random.nextInt(cells.length);
        cells[column] = CELLS.get(random.nextInt(CELLS.size()));
        rows.set(row, String.join(",", cells));
        Files.writeString(file, String.join("\n", rows) + "\n", StandardCharsets.ISO_8859_1);
        return "has `" + cells[column] + "` in row " + row + ", column " + column;
    }

    /** Copies a folder, pipes and all that is not in it aside. */
    public static Path copy(Path run, Path to) throws IOException {
        SafeFiles.delete(to);
        FileUtils.copyDirectory(run.toFile(), to.toFile());
        return to;
    }
}
