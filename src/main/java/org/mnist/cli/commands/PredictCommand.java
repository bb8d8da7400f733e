package org.mnist.cli.commands;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.Signals;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.OutputFolder;
import org.mnist.cli.options.PicturesOption;
import org.mnist.cli.options.PicturesOption.Input;
import org.mnist.cli.options.ReaderOption;
import org.mnist.cli.options.RefuseOption;
import org.mnist.cli.output.CountProgress;
import org.mnist.cli.output.Crops;
import org.mnist.engine.Predictor;
import org.mnist.experiment.SavedModel;
import org.mnist.network.Task;
import org.mnist.picture.Picture;
import org.mnist.vision.PhotoReader;
import org.mnist.vision.WholeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist predict}. */
@Command(
        name = "predict",
        description = {
            "Tells what pictures show: photos, scans, screenshots, of any size.",
            "With a model of the ten digits it finds the digits in a picture, dark on light or light on dark, and reads them"
                    + " line by line from left to right. What is no clear digit is a question mark.",
            "With a model of anything else it takes the picture as a whole, scaled to the shape that the network was trained"
                    + " on and otherwise as it is, and gives its class.",
            "A picture that cannot be read costs a line; the others are answered, and the exit code is 65 at the end, or 66 if"
                    + " all that failed are missing."
        })
final class PredictCommand extends BaseCommand {
    /** About how many megabytes of the heap a picture takes at most while it is decoded and searched. */
    private static final long PICTURE_MEGABYTES = 300;

    @Parameters(index = "0", paramLabel = "RUN|MODEL.zip", description = "A run folder, or a DL4J model file.")
    Path model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "IMAGE",
            description =
                    "PNG, JPEG, BMP, GIF, TIFF or WebP files of any size, folders of them, or patterns in quotes such as"
                            + " 'photos/*.jpg'; - is a picture on standard input.")
    List<String> images = List.of();

    @Mixin
    PicturesOption pictures = new PicturesOption();

    @Mixin
    ReaderOption reader = new ReaderOption();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many of the most probable classes to print, up to all of them; 1 if not given.")
    int top;

    @Mixin
    RefuseOption refuse = new RefuseOption();

    @Option(
            names = "--explain",
            description = "Draw each digit, or the whole picture, as the network saw it, beside the probabilities.")
    boolean explain;

    @Option(
            names = "--explain-png",
            paramLabel = "FILE|DIR",
            description =
                    "The same as a picture, with where each digit was found: a file for one image, a new folder of them"
                            + " for several, a folder or a pattern.")
    Optional<Path> explainPng = Optional.empty();

    @Option(
            names = "--json-lines",
            description = "Print a JSON document for each image, on a line, as soon as it is read.")
    boolean jsonLines;

    @Option(
            names = "--csv",
            paramLabel = "FILE.csv",
            description =
                    "Also write a row for each image: its name, what was read, the least of the probabilities, or why it"
                            + " could not be read.")
    Optional<OutputFile> csv = Optional.empty();

    @Option(
            names = "--crops",
            paramLabel = "DIR",
            description =
                    "Also write each digit as the network saw it as a PNG, into a new folder, with a table of where each"
                            + " is from: images to label.")
    Optional<OutputFolder> crops = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many images are decoded at once, and CPU threads of the network; 0, or if not given, as many as"
                            + " there are processors and memory has room for.")
    Optional<Integer> threads = Optional.empty();

    PredictCommand(Context context) {
        super(context);
    }

    @Override
    void check() {
        if (top < 1) {
            throw usage("--top is " + top + "; valid are whole numbers from 1 to the number of classes");
        }
        if (output.json() && jsonLines) {
            throw usage("--json and --json-lines exclude each other; give one");
        }
        if (explain && (output.json() || jsonLines)) {
            throw usage("--explain draws for a terminal; with JSON, give --explain-png, or --top 10");
        }
        if (threads.filter(number -> number < 0).isPresent()) {
            throw usage("--threads is " + threads.get() + "; valid are whole numbers from 0");
        }
        pictures.check(images);
        if (pictures.isOne(images)) {
            explainPng.ifPresent(path -> new OutputFile(path).check());
        } else {
            explainPng.ifPresent(path -> new OutputFolder(path).check());
        }
        requireApart();
    }

    /** Three outputs are three, and none of them is the model or a picture. */
    private void requireApart() {
        List<Path> outputs = new ArrayList<>();
        csv.map(OutputFile::path).ifPresent(outputs::add);
        crops.map(OutputFolder::path).ifPresent(outputs::add);
        explainPng.ifPresent(outputs::add);
        List<Path> inputs = new ArrayList<>(List.of(model));
        images.stream().flatMap(PredictCommand::named).forEach(inputs::add);
        OutputFile.requireApart(outputs, inputs);
    }

    /** The path of a name; none if no file can be called so, which is told when its turn comes. */
    private static Stream<Path> named(String image) {
        try {
            return Stream.of(Path.of(image));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        Task task = saved.task();
        boolean digits = reader.finds(task, saved.file(), refuse);
        if (top > task.classCount()) {
            throw usage("--top is " + top + "; valid are whole numbers from 1 to " + task.classCount());
        }
        List<Input> inputs = pictures.inputs(images, context.in(), console::info);
        int engineThreads = threads.orElse(0);
        try (Predictor predictor = engineThreads == 0
                        ? saved.open(context.engines())
                        : saved.open(context.engines(), engineThreads);
                DigitReaders readers = new DigitReaders(context, refuse)) {
            return digits
                    ? answer(new PictureAnswers.Digits(readers.of(predictor, task), top, explain), inputs, console)
                    : answer(
                            new PictureAnswers.Whole(new WholeReader(predictor, task, reader.inverts()), top, explain),
                            inputs,
                            console);
        }
    }

    /** A picture that was read, or why not. */
    private record Read<T>(Optional<T> prepared, boolean cut, Optional<Failure> failure) {}

    private <T> int answer(PictureAnswers<T> answers, List<Input> inputs, Console console) {
        PictureOutputs outputs = new PictureOutputs(
                console,
                jsonLines
                        ? PictureOutputs.Form.JSON_LINES
                        : output.json() ? PictureOutputs.Form.JSON : PictureOutputs.Form.TEXT,
                inputs.size(),
                new PictureOutputs.Files(
                        csv,
                        crops.map(Crops::new),
                        explainPng.filter(path -> pictures.isOne(images)).map(OutputFile::new),
                        explainPng.filter(path -> !pictures.isOne(images)).map(OutputFolder::new)));
        CountProgress progress = new CountProgress(console, inputs.size());
        try (Signals signals = Signals.catchStops(console);
                Ahead<Input, Read<T>> ahead =
                        new Ahead<>(inputs, decoders(inputs.size(), console), input -> read(input, answers))) {
            for (Input input : inputs) {
                if (signals.stopRequested()) {
                    outputs.finish();
                    console.error("stopped after " + outputs.count() + " of " + inputs.size() + " images");
                    return signals.exitCode();
                }
                Read<T> read = ahead.next();
                read.failure().ifPresent(failure -> outputs.failed(input.name(), failure));
                read.prepared()
                        .ifPresent(prepared -> outputs.answered(
                                input.name(),
                                answers.answer(input.name(), prepared, outputs.warn(input.name(), read.cut()))));
                progress.show(outputs.count(), outputs.failures());
            }
        }
        outputs.finish();
        return outputs.exitCode();
    }

    /** How many images are decoded at once. */
    private int decoders(int images, Console console) {
        int wanted =
                threads.filter(number -> number > 0).orElse(Runtime.getRuntime().availableProcessors());
        int room = (int) Math.max(1, (Runtime.getRuntime().maxMemory() >> 20) / PICTURE_MEGABYTES);
        if (room < wanted && room < images && threads.isPresent()) {
            console.info("decoding " + room + " images at once, for which Java's heap has room; more of it by"
                    + " MNIST_JAVA_OPTS=-Xmx4g");
        }
        return Math.max(1, Math.min(images, Math.min(wanted, room)));
    }

    private <T> Read<T> read(Input input, PictureAnswers<T> answers) {
        try {
            if (input.failure().isPresent()) {
                return new Read<>(Optional.empty(), false, input.failure());
            }
            return read(
                    input.path(),
                    picture -> new Read<>(Optional.of(answers.prepare(picture)), picture.cut(), Optional.empty()));
        } catch (Failure e) {
            return new Read<>(Optional.empty(), false, Optional.of(e));
        }
    }

    private <T> T read(Optional<Path> image, Function<Picture, T> use) {
        if (image.isPresent()) {
            return PhotoReader.read(image.get(), use);
        }
        try {
            return PhotoReader.read(context.in(), "standard input", use);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, "standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
