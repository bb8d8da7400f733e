package org.mnist.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.ReaderOption;
import org.mnist.cli.options.RefuseOption;
import org.mnist.cli.output.ReadingText;
import org.mnist.cli.output.WholeText;
import org.mnist.data.DatasetStore;
import org.mnist.engine.Predictor;
import org.mnist.experiment.DigitDetector;
import org.mnist.experiment.SavedModel;
import org.mnist.network.Task;
import org.mnist.picture.Picture;
import org.mnist.report.Explanation;
import org.mnist.report.WholeExplanation;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.PhotoReader;
import org.mnist.vision.Recogniser;
import org.mnist.vision.Recogniser.Guess;
import org.mnist.vision.Recogniser.Reading;
import org.mnist.vision.WholePicture;
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
                    + " line by line from left to right. What is hardly a digit is a question mark.",
            "With a model of anything else it takes the picture as a whole, scaled to the shape that the network was trained"
                    + " on and otherwise as it is, and gives its class."
        })
final class PredictCommand extends BaseCommand {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(index = "0", paramLabel = "RUN|MODEL.zip", description = "A run folder, or a DL4J model file.")
    Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "PNG, JPEG, BMP, GIF, TIFF or WebP files of any size; - is standard input.")
    List<Path> images;

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
            paramLabel = "FILE",
            description = "The same as a picture, with where each digit was found; takes one image.")
    Optional<OutputFile> explainPng = Optional.empty();

    PredictCommand(Context context) {
        super(context);
    }

    /** A digit in JSON; {@code digit} is null where it was refused as none. */
    record PredictedDigit(
            @Nullable Integer digit, int closest, double probability, double likeness, Box box, List<Guess> top) {}

    /** The digits of one image in JSON. */
    record Prediction(String image, String text, List<PredictedDigit> digits) {}

    /** The class of one image in JSON; {@code text} is its name, so that it stands where it stands for digits. */
    record WholePrediction(
            String image, String text, int label, String name, double probability, List<WholeReader.Guess> top) {}

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        Task task = saved.task();
        boolean digits = reader.finds(task, saved.file(), refuse);
        if (top > task.classCount()) {
            throw usage("--top is " + top + "; valid are whole numbers from 1 to " + task.classCount());
        }
        List<Object> predictions = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        try (Predictor predictor = saved.open(context.engines())) {
            if (digits) {
                digits(predictor, task, predictions, text);
            } else {
                whole(new WholeReader(predictor, task, reader.inverts()), predictions, text);
            }
        }
        print(predictions, text.toString().stripTrailing());
        return ExitCode.OK;
    }

    @Override
    void check() {
        if (top < 1) {
            throw usage("--top is " + top + "; valid are whole numbers from 1 to the number of classes");
        }
        if (explain && output.json()) {
            throw usage("--explain draws for a terminal; with --json, give --explain-png FILE, or --top 10");
        }
        if (explainPng.isPresent() && images.size() > 1) {
            throw usage("--explain-png takes one image; there are " + images.size());
        }
        if (images.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw usage("standard input, -, can be read only once");
        }
    }

    private void digits(Predictor predictor, Task task, List<Object> predictions, StringBuilder text) {
        List<Photo> photos =
                images.stream().map(image -> read(image, Photo::of)).toList();
        Predictor detector = DigitDetector.open(context.engines());
        Recogniser recogniser = new Recogniser(
                predictor,
                task.image(),
                detector,
                context.store().open(DatasetStore.SAMPLE).test(),
                refuse.share());
        for (int i = 0; i < photos.size(); i++) {
            Photo photo = photos.get(i);
            List<Reading> readings = recogniser.read(photo.digits());
            String name = images.get(i).toString();
            predictions.add(prediction(name, photo, readings));
            text.append(new ReadingText(top, explain).of(name, photo, readings));
            explainPng.ifPresent(file -> Explanation.write(photo, readings, file.path()));
        }
    }

    private void whole(WholeReader reader, List<Object> predictions, StringBuilder text) {
        for (Path image : images) {
            WholePicture picture = read(image, reader::scaled);
            WholeReader.Answer answer = reader.read(picture);
            WholeReader.Guess best = answer.best();
            predictions.add(new WholePrediction(
                    image.toString(),
                    best.name(),
                    best.label(),
                    best.name(),
                    best.probability(),
                    answer.guesses().subList(0, top)));
            text.append(new WholeText(top, explain).of(image.toString(), answer));
            explainPng.ifPresent(file -> WholeExplanation.write(picture, answer, file.path()));
        }
    }

    private <T> T read(Path image, Function<Picture, T> use) {
        if (!image.equals(STANDARD_INPUT)) {
            return PhotoReader.read(image, use);
        }
        try {
            return PhotoReader.read(context.in(), "standard input", use);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, "standard input cannot be read: " + e.getMessage(), e);
        }
    }

    private Prediction prediction(String image, Photo photo, List<Reading> readings) {
        return new Prediction(
                image,
                Reading.signs(readings),
                IntStream.range(0, readings.size())
                        .mapToObj(i -> {
                            Reading reading = readings.get(i);
                            return new PredictedDigit(
                                    reading.digit(),
                                    reading.closest(),
                                    reading.probability(),
                                    reading.likeness(),
                                    photo.boxes().get(i),
                                    reading.guesses().subList(0, top));
                        })
                        .toList());
    }
}
