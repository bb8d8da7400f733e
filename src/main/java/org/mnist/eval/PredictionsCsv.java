package org.mnist.eval;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.mnist.base.Csv;
import org.mnist.data.Images;
import org.mnist.network.Task;

/** Predictions as CSV. */
public final class PredictionsCsv {
    private PredictionsCsv() {}

    /**
     * Writes a row for each image: its place from 0, its class, which is empty without a label, the class it was taken for,
     * and the probability of each class by name. Each number is written so that the same one is read back.
     *
     * @param probabilities one for each class of each image, in the images' order
     * @param out is left open
     */
    public static void write(float[] probabilities, Images images, Task task, OutputStream out) throws IOException {
        CSVPrinter csv = printer(out);
        List<Object> row = new ArrayList<>(List.of("index", "label", "predicted"));
        row.addAll(task.classes());
        csv.printRecord(row);
        int classes = task.classCount();
        for (int i = 0; i < images.count(); i++) {
            row.clear();
            row.add(i);
            row.add(images.label(i) < 0 ? "" : task.name(images.label(i)));
            row.add(task.name(Probabilities.best(probabilities, i * classes, classes)));
            for (int label = 0; label < classes; label++) {
                row.add(Float.toString(probabilities[i * classes + label]));
            }
            csv.printRecord(row);
        }
        csv.flush();
    }

    /**
     * Writes what competitions take: {@code ImageId} from 1, and in {@code Label} the name of the class.
     *
     * @param out is left open
     */
    public static void writeKaggle(float[] probabilities, Images images, Task task, OutputStream out)
            throws IOException {
        CSVPrinter csv = printer(out);
        csv.printRecord("ImageId", "Label");
        int classes = task.classCount();
        for (int i = 0; i < images.count(); i++) {
            csv.printRecord(i + 1, task.name(Probabilities.best(probabilities, i * classes, classes)));
        }
        csv.flush();
    }

    private static CSVPrinter printer(OutputStream out) throws IOException {
        return Csv.printer(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    }
}
