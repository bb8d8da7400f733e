package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/**
 * {@code metrics.csv}: a header and a row for each epoch. Without validation its two columns are empty. It is written
 * anew from the state of the training each time, so that it says what the checkpoints say.
 */
public final class MetricsCsv implements TrainListener {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second\n";

    private final Path file;

    MetricsCsv(Path file) {
        this.file = file;
    }

    /** Writes the epochs that are done. */
    public void write(TrainState state) {
        StringBuilder text = new StringBuilder(HEADER);
        state.history().forEach(epoch -> text.append(row(epoch)).append('\n'));
        SafeFiles.write(file, text.toString());
    }

    /**
     * The epochs that stand in it.
     *
     * @throws Failure of kind BAD_INPUT if it is something else, NOT_FOUND if it is not there
     */
    public List<EpochResult> read() {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !HEADER.equals(lines.get(0) + "\n")) {
                throw unsound(null);
            }
            return lines.stream().skip(1).map(MetricsCsv::epoch).toList();
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw unsound(e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    private Failure unsound(Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " is not what a run writes; `mnist train --resume` on the run makes it anew",
                cause);
    }

    private static EpochResult epoch(String row) {
        String[] cells = row.split(",", -1);
        return new EpochResult(
                Integer.parseInt(cells[0]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                cells[3].isEmpty() ? Double.NaN : Double.parseDouble(cells[3]),
                cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]));
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        write(state);
    }

    private static String row(EpochResult r) {
        return String.format(
                Locale.ROOT,
                "%d,%.8f,%.6f,%s,%s,%s,%.3f,%.1f",
                r.epoch(),
                r.trainLoss(),
                r.trainAccuracy(),
                r.hasValidation() ? String.format(Locale.ROOT, "%.8f", r.valLoss()) : "",
                r.hasValidation() ? String.format(Locale.ROOT, "%.6f", r.valAccuracy()) : "",
                r.learningRate(),
                r.seconds(),
                r.imagesPerSecond());
    }
}
