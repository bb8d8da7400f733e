package org.mnist.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mnist.base.Check;
import org.mnist.base.Failure;
import org.mnist.base.PlainFiles;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Schema;
import org.mnist.config.TrainConfig;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/**
 * {@code metrics.csv}: a comment line with the schema number, a header and a row for each epoch. Without validation its two
 * columns are empty. The file is written anew from the state of the training each time, so that it says what the
 * checkpoints say. Columns are read by their names, so that those of a newer version do no harm.
 */
public final class MetricsCsv implements TrainListener {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setCommentMarker('#')
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();

    private static final Pattern NUMBER = Pattern.compile(Schema.KEY + ": (\\d{1,9})");

    private final Path file;
    private final Consumer<String> warn;

    /**
     * The file.
     *
     * @param warn gets a line if a newer program wrote what is read
     */
    MetricsCsv(Path file, Consumer<String> warn) {
        this.file = file;
        this.warn = warn;
    }

    /** Writes the epochs that are done. */
    public void write(TrainState state) {
        StringBuilder text =
                new StringBuilder("# " + Schema.KEY + ": " + Schema.METRICS.number() + "\n" + HEADER + "\n");
        state.history().forEach(epoch -> text.append(row(epoch)).append('\n'));
        SafeFiles.write(file, text.toString());
    }

    /**
     * The epochs that stand in the file.
     *
     * @throws Failure of kind BAD_INPUT if it is something else, IO if it cannot be read
     */
    public List<EpochResult> read() {
        try (CSVParser rows = CSVParser.parse(PlainFiles.text(file), FORMAT)) {
            List<CSVRecord> epochs = rows.getRecords();
            Check.that(epochs.size() <= TrainConfig.MAX_EPOCHS, "it has " + epochs.size() + " epochs");
            int found = schema(rows);
            if (Schema.METRICS.isNewer(found)) {
                warn.accept(Schema.METRICS.tooNew(file.toString(), found) + "; what that has not is left out");
            }
            return TrainState.of(epochs.stream().map(MetricsCsv::epoch).toList())
                    .history();
        } catch (NoSuchFileException e) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, file + " is not there; " + RunFiles.resuming(file) + " makes it anew", e);
        } catch (IllegalArgumentException e) {
            throw RunFiles.damaged(file, Failure.message(e), e);
        } catch (UncheckedIOException e) {
            throw RunFiles.damaged(file, "it is no CSV", e);
        } catch (PlainFiles.UnsoundFileException e) {
            throw RunFiles.damaged(file, Failure.message(e), e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /** The same; none where there is no file yet. */
    public List<EpochResult> readIfThere() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read() : List.of();
    }

    /**
     * The epochs that stand in the file, which must be so many or more.
     *
     * @throws Failure as {@link #read()} does, and of kind BAD_INPUT if there are fewer
     */
    public List<EpochResult> read(int atLeast) {
        List<EpochResult> epochs = read();
        if (epochs.size() < atLeast) {
            throw RunFiles.damaged(file, "it has " + epochs.size() + " of " + atLeast + " epochs", null);
        }
        return epochs;
    }

    /** The number in the comment above the header; 0 where there is none, as version 0.1 wrote it. */
    private static int schema(CSVParser rows) {
        String comment = rows.getHeaderComment();
        if (comment == null) {
            return 0;
        }
        Matcher number = NUMBER.matcher(comment);
        if (!number.matches()) {
            throw new IllegalArgumentException("its first line is `" + comment + "`");
        }
        return Integer.parseInt(number.group(1));
    }

    private static EpochResult epoch(CSVRecord row) {
        return new EpochResult(
                Integer.parseInt(row.get("epoch")),
                Double.parseDouble(row.get("train_loss")),
                Double.parseDouble(row.get("train_accuracy")),
                orNaN(row.get("val_loss")),
                orNaN(row.get("val_accuracy")),
                Double.parseDouble(row.get("learning_rate")),
                Double.parseDouble(row.get("seconds")),
                Double.parseDouble(row.get("images_per_second")));
    }

    private static double orNaN(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
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
