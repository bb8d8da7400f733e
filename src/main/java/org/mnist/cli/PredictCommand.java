package org.mnist.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist.config.LayerSpec;
import org.mnist.data.DigitImage;
import org.mnist.data.Images;
import org.mnist.engine.Engine;
import org.mnist.eval.Evaluator;
import org.mnist.failure.Failure;
import org.mnist.run.SavedModel;
import org.mnist.term.Console;
import org.mnist.term.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist predict}. */
@Command(
        name = "predict",
        description = "Reads the digit in each image. PNG, JPEG or BMP of any size, dark on light or light on dark.")
final class PredictCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "RUN|MODEL.zip", description = "A run folder, or a DL4J model file.")
    Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
    List<Path> images;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many of the most probable digits to print, 1 to 10; 1 if not given.")
    int top;

    PredictCommand(Context context) {
        super(context);
    }

    /** A digit and how probable it is. */
    record Guess(int digit, double probability) {}

    /** What one image was read as. */
    record Prediction(String image, int digit, double probability, List<Guess> top) {}

    @Override
    int run(Console console) {
        if (top < 1 || top > LayerSpec.CLASSES) {
            throw new Failure(Failure.Kind.USAGE, "--top is " + top + "; valid are whole numbers from 1 to 10");
        }
        SavedModel saved = SavedModel.find(model);
        Images digits = DigitImage.read(images);
        List<Prediction> predictions = new ArrayList<>();
        try (Engine engine = saved.open(engines())) {
            float[] probabilities = Evaluator.probabilities(engine, digits);
            for (int i = 0; i < images.size(); i++) {
                predictions.add(prediction(images.get(i), probabilities, i * LayerSpec.CLASSES));
            }
        }
        print(predictions, predictions.stream().map(PredictCommand::text).collect(Collectors.joining("\n")));
        return ExitCode.OK;
    }

    private Prediction prediction(Path image, float[] probabilities, int offset) {
        List<Guess> guesses = IntStream.range(0, LayerSpec.CLASSES)
                .mapToObj(digit -> new Guess(digit, probabilities[offset + digit]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .limit(top)
                .toList();
        return new Prediction(
                image.toString(), guesses.get(0).digit(), guesses.get(0).probability(), guesses);
    }

    private static String text(Prediction prediction) {
        return prediction.image() + ": "
                + prediction.top().stream()
                        .map(guess -> guess.digit() + " (" + Text.percent(guess.probability()) + ")")
                        .collect(Collectors.joining(", "));
    }
}
