package org.mnist.data;

import java.util.Optional;
import org.mnist.network.Task;

/**
 * Which way up digits lie, told by those of the sample: how many images are nearest to the mean image of their own digit there,
 * as they are and with rows for columns. It can be told of digits only, for only of those there are images that lie rightly.
 *
 * @param compared how many images were compared
 * @param asTheyAre the share of them that are nearest to their own digit's mean as they are
 * @param turned the share with rows for columns
 */
public record Orientation(int compared, double asTheyAre, double turned) {
    private static final int MOST = 2000;

    /** Fewer say nothing. */
    private static final int FEWEST = 20;

    /** How much larger the other share must be; upright digits of the sample have shares of 0.8 and 0.2. */
    private static final double CLEARLY = 0.15;

    /** Whether the images seem to be stored with rows for columns. */
    public boolean likelyTransposed() {
        return turned > asTheyAre + CLEARLY;
    }

    /** What the training images of a data set say; nothing if it has hardly any digits of MNIST's shape. */
    static Optional<Orientation> of(Dataset dataset) {
        Images images = dataset.train();
        if (!images.image().equals(Task.MNIST.image())) {
            return Optional.empty();
        }
        float[][] means = means();
        float[] pixels = new float[Task.MNIST.image().size()];
        int compared = 0;
        int asTheyAre = 0;
        int turned = 0;
        for (int i = 0; i < images.count() && compared < MOST; i++) {
            int digit = images.label(i) < 0
                    ? -1
                    : Task.MNIST.classes().indexOf(dataset.task().name(images.label(i)));
            if (digit >= 0) {
                images.copy(i, pixels, 0);
                compared++;
                asTheyAre += nearest(pixels, means, false) == digit ? 1 : 0;
                turned += nearest(pixels, means, true) == digit ? 1 : 0;
            }
        }
        return compared < FEWEST
                ? Optional.empty()
                : Optional.of(new Orientation(compared, (double) asTheyAre / compared, (double) turned / compared));
    }

    private static float[][] means() {
        Images sample = DatasetStore.sample().train();
        int size = sample.image().size();
        float[][] means = new float[Task.MNIST.classCount()][size];
        int[] counts = new int[means.length];
        for (int i = 0; i < sample.count(); i++) {
            counts[sample.label(i)]++;
            for (int k = 0; k < size; k++) {
                means[sample.label(i)][k] += sample.at(i, k) / 255f;
            }
        }
        for (int digit = 0; digit < means.length; digit++) {
            for (int k = 0; k < size; k++) {
                means[digit][k] /= counts[digit];
            }
        }
        return means;
    }

    private static int nearest(float[] pixels, float[][] means, boolean transposed) {
        int side = Task.MNIST.width();
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int digit = 0; digit < means.length; digit++) {
            double distance = 0;
            for (int k = 0; k < pixels.length; k++) {
                double difference = pixels[transposed ? k % side * side + k / side : k] - means[digit][k];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                nearest = digit;
            }
        }
        return nearest;
    }
}
