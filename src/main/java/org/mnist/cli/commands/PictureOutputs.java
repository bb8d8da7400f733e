package org.mnist.cli.commands;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.Text;
import org.mnist.cli.ExitCode;
import org.mnist.cli.commands.PictureAnswer.Part;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.OutputFolder;
import org.mnist.cli.output.Crops;
import org.mnist.cli.output.CsvText;

/** Where the answers for pictures go: the console, and the files that were asked for. */
final class PictureOutputs {
    /** The most characters of a picture's name that are in the names of files made from it. */
    private static final int NAME = 60;

    private final Console console;
    private final Form form;
    private final int digits;
    private final Files files;
    private final List<Object> documents = new ArrayList<>();
    private final CsvText table = new CsvText("image", "text", "probability", "error");
    private final Set<Failure.Kind> failed = EnumSet.noneOf(Failure.Kind.class);
    private int count;
    private int failures;

    /** The form of what is printed. */
    enum Form {
        TEXT,
        JSON,
        JSON_LINES
    }

    /**
     * The files that are asked for.
     *
     * @param csv a table of all pictures
     * @param crops what the network saw
     * @param sheet the picture of one answer
     * @param sheets the pictures of several
     */
    record Files(
            Optional<OutputFile> csv,
            Optional<Crops> crops,
            Optional<OutputFile> sheet,
            Optional<OutputFolder> sheets) {}

    /**
     * Outputs for so many pictures.
     *
     * @param pictures how many there will be
     */
    PictureOutputs(Console console, Form form, int pictures, Files files) {
        this.console = console;
        this.form = form;
        this.digits = Integer.toString(pictures).length();
        this.files = files;
        files.sheets().ifPresent(OutputFolder::create);
    }

    /** A picture that could not be read, in JSON. */
    private record Unread(String image, Problem error) {
        record Problem(int exitCode, String message) {}
    }

    /** How many pictures there were. */
    int count() {
        return count;
    }

    /** How many of them could not be read. */
    int failures() {
        return failures;
    }

    /** Says that a file ends too early, and gives what JSON says of it; null if it does not. */
    @Nullable
    String warn(String name, boolean cut) {
        if (!cut) {
            return null;
        }
        console.info("warning: " + Text.printable(name) + " ends too early; what there is of it was read");
        return "the file ends too early; what there is of it was read";
    }

    /** The next picture was read. */
    void answered(String name, PictureAnswer answer) {
        count++;
        print(answer.json(), answer.text());
        List<Part> parts = answer.parts();
        table.add(
                name,
                parts.stream().map(Part::text).collect(Collectors.joining()),
                parts.stream()
                        .mapToDouble(Part::probability)
                        .boxed()
                        .min(Double::compare)
                        .orElse(null),
                null);
        String file = fileName(name);
        files.crops().ifPresent(crops -> {
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                crops.add(
                        file + (parts.size() > 1 ? "-" + (i + 1) : "") + ".png",
                        answer.seen(),
                        i,
                        name,
                        part.text(),
                        part.probability(),
                        part.box());
            }
        });
        files.sheet().ifPresent(sheet -> sheet.write(answer.sheet().get()));
        files.sheets()
                .ifPresent(sheets -> sheets.write(file + ".png", answer.sheet().get()));
    }

    /** The next picture could not be read. */
    void failed(String name, Failure failure) {
        count++;
        failures++;
        failed.add(failure.kind());
        console.error("mnist: " + Text.printable(failure.getMessage()));
        if (form != Form.TEXT) {
            print(new Unread(name, new Unread.Problem(ExitCode.of(failure.kind()), failure.getMessage())), "");
        }
        table.add(name, null, null, failure.getMessage());
    }

    private void print(Object json, String text) {
        switch (form) {
            case TEXT -> console.result(text);
            case JSON -> documents.add(json);
            case JSON_LINES -> console.result(Json.line(json));
        }
    }

    /** The beginning of the names of a picture's files: its number and name, in letters that every system takes. */
    private String fileName(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        String plain = (dot > 0 ? last.substring(0, dot) : last).replaceAll("[^A-Za-z0-9_.-]", "_");
        return Text.format("%0" + digits + "d-", count) + plain.substring(0, Math.min(NAME, plain.length()));
    }

    /** Prints and writes what is complete only now. */
    void finish() {
        if (form == Form.JSON) {
            console.result(Json.document(documents));
        }
        files.csv().ifPresent(file -> file.write(out -> out.write(table.bytes())));
        files.crops().ifPresent(Crops::finish);
    }

    /** The code of the failures if it is one for all of them, else that of bad input. */
    int exitCode() {
        if (failed.isEmpty()) {
            return ExitCode.OK;
        }
        return failed.size() == 1 ? ExitCode.of(failed.iterator().next()) : ExitCode.BAD_INPUT;
    }
}
