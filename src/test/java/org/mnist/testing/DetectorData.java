package org.mnist.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.data.IdxWriter;
import org.mnist.data.Images;
import org.mnist.network.Task;

/**
 * Writes what the network that tells digits from other signs is trained on: MNIST's training images and digits of simulated
 * hands; letters and other signs of those hands, as they are read from pictures; and some of MNIST's digits mirrored or on
 * their side, which are none any more. Arguments: a folder with MNIST, the folder to write to, how many other signs, and how
 * many digits of those hands. {@code scripts/train-detector} runs it.
 */
public final class DetectorData {
    private static final Task TASK = Task.of(MnistForm.SHAPE, List.of("digit", "other"));
    private static final int TEST = 4000;
    private static final List<Integer> MIRRORED = List.of(3, 4, 7, 9);
    private static final List<Integer> ON_THEIR_SIDE = List.of(2, 3, 4, 5, 7);

    private final List<byte[]> images = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final SimulatedSigns signs = new SimulatedSigns(7);

    private DetectorData() {}

    /** Writes the data set. */
    public static void main(String[] arguments) {
        DetectorData data = new DetectorData();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            data.write(Hand.MANY_OTHERS.charAt(i % Hand.MANY_OTHERS.length()), 1);
        }
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            data.write((char) ('0' + i % MnistForm.CLASSES), 0);
        }
        data.take(new DatasetStore(Path.of("unused"), System.err::println)
                .open(arguments[0])
                .train());
        data.save(Path.of(arguments[1]));
    }

    private void write(char sign, int label) {
        signs.written(sign).ifPresent(found -> add(found, 0, k -> k, label));
    }

    private void take(Images digits) {
        for (int i = 0; i < digits.count(); i++) {
            add(digits, i, k -> k, 0);
            if (i % 2 == 0 && MIRRORED.contains(digits.label(i))) {
                add(digits, i, k -> k / MnistForm.SIDE * MnistForm.SIDE + MnistForm.SIDE - 1 - k % MnistForm.SIDE, 1);
            }
            if (i % 3 == 0 && ON_THEIR_SIDE.contains(digits.label(i))) {
                add(digits, i, k -> k % MnistForm.SIDE * MnistForm.SIDE + MnistForm.SIDE - 1 - k / MnistForm.SIDE, 1);
            }
        }
    }

    /** Adds an image whose pixels are those at other places of a given one. */
    private void add(Images from, int i, IntUnaryOperator place, int label) {
        byte[] pixels = new byte[MnistForm.PIXELS];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) from.at(i, place.applyAsInt(k));
        }
        images.add(pixels);
        labels.add(label);
    }

    private void save(Path folder) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(3));
        Dataset data = Dataset.own(
                "detector", TASK, () -> half(order.subList(TEST, order.size())), () -> half(order.subList(0, TEST)), 0);
        IdxWriter.write(data, folder);
    }

    private Dataset.Half half(List<Integer> chosen) {
        Images.Builder half = new Images.Builder(MnistForm.SHAPE);
        chosen.forEach(i -> half.add(images.get(i), 0, labels.get(i)));
        return new Dataset.Half(half.build(), Map.of());
    }
}
