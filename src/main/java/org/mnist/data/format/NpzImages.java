package org.mnist.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.config.ImageSize;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.data.TestImages;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** The arrays of an npz file by what they hold and what that is for, and the images that they make. */
final class NpzImages {
    private static final List<String> IMAGE_WORDS = List.of("x", "image", "images", "img", "imgs", "data");
    private static final List<String> LABEL_WORDS = List.of("y", "label", "labels", "target", "targets");
    private static final String VALID =
            "names are x_train and y_train, train_images and train_labels, and so on for val and test, or images and labels";

    private final NpzFile file;
    private final String name;
    private final ImageSize size;
    private final Consumer<String> log;
    private final ClassTurns classes = new ClassTurns();
    private final ScaleCheck scales;
    private final Map<FileRole, String> images = new EnumMap<>(FileRole.class);
    private final Map<FileRole, String> labels = new EnumMap<>(FileRole.class);

    /** Whether the names of the training arrays do not say that they are. */
    private boolean whole;

    private @Nullable Shape shape;

    NpzImages(NpzFile file, String name, ImageSize size, Consumer<String> log) {
        this.file = file;
        this.name = name;
        this.size = size;
        this.log = log;
        this.scales = new ScaleCheck(name, log);
        sort();
    }

    private void sort() {
        Map<String, String> wholes = new TreeMap<>();
        TreeSet<String> unused = new TreeSet<>();
        for (String array : file.arrays()) {
            List<String> words =
                    new ArrayList<>(Arrays.asList(array.toLowerCase(Locale.ROOT).split("[_.\\- ]+")));
            Optional<FileRole> role =
                    words.stream().flatMap(word -> FileRole.of(word).stream()).findFirst();
            words.removeIf(word -> FileRole.of(word).isPresent());
            boolean isImages = words.size() == 1 && IMAGE_WORDS.contains(words.get(0));
            boolean isLabels = words.size() == 1 && LABEL_WORDS.contains(words.get(0));
            if (!isImages && !isLabels) {
                unused.add(array);
            } else if (role.isEmpty()) {
                put(wholes, isImages ? "images" : "labels", array);
            } else {
                put(isImages ? images : labels, role.get(), array);
            }
        }
        whole = !images.containsKey(FileRole.TRAIN) && wholes.containsKey("images");
        if (whole) {
            images.put(FileRole.TRAIN, wholes.remove("images"));
            String label = wholes.remove("labels");
            if (label != null) {
                put(labels, FileRole.TRAIN, label);
            }
        }
        unused.addAll(wholes.values());
        if (!unused.isEmpty() && !images.isEmpty()) {
            log.accept(Text.printable(name + " has arrays that are not used: " + String.join(", ", unused)));
        }
    }

    private <K> void put(Map<K, String> arrays, K key, String array) {
        String other = arrays.put(key, array);
        if (other != null) {
            throw file.unsupported(
                    Text.printable(other) + " and " + Text.printable(array) + " may both be meant; " + VALID, null);
        }
    }

    /** The data set that the file holds. */
    Dataset dataset() {
        if (!images.containsKey(FileRole.TRAIN)) {
            throw file.unsupported("it has no training images; it has " + arrays() + "; " + VALID, null);
        }
        if (!labels.containsKey(FileRole.TRAIN)) {
            throw file.unsupported(
                    Text.printable(images.get(FileRole.TRAIN) + " has no labels beside it; it has " + arrays()) + "; "
                            + VALID,
                    null);
        }
        Images.Builder train = read(FileRole.TRAIN);
        Images.Builder validation = isLabelled(FileRole.VALIDATION) ? read(FileRole.VALIDATION) : null;
        Images.Builder test = isLabelled(FileRole.TEST) ? read(FileRole.TEST) : null;
        if (images.containsKey(FileRole.TEST) && test == null) {
            log.accept(Text.printable(name + ": " + images.get(FileRole.TEST)) + " has no labels, and is no test set");
        }
        return new ReadImages(train, validation, test, classes).dataset(name, log);
    }

    private boolean isLabelled(FileRole role) {
        return images.containsKey(role) && labels.containsKey(role);
    }

    private String arrays() {
        return file.arrays().isEmpty() ? "no arrays" : Text.printable(String.join(", ", file.arrays()));
    }

    /**
     * The images to score a model on.
     *
     * @param onlyTest whether all images of a file that says nothing of a test set are meant
     */
    TestImages test(Task task, boolean onlyTest) {
        boolean tests =
                images.containsKey(FileRole.TEST) && (labels.containsKey(FileRole.TEST) || !isLabelled(FileRole.TRAIN));
        FileRole role = tests ? FileRole.TEST : FileRole.TRAIN;
        if (role == FileRole.TRAIN && isLabelled(role) && !(whole && onlyTest)) {
            return TestImages.of(dataset(), task, log);
        }
        if (!images.containsKey(role)) {
            throw file.unsupported("it has no images; it has " + arrays() + "; " + VALID, null);
        }
        return TestImages.of(name, read(role).build(), classes.names(), task, log);
    }

    private Images.Builder read(FileRole role) {
        int[] turns = labels.containsKey(role) ? readLabels(labels.get(role)) : null;
        return readImages(Objects.requireNonNull(images.get(role)), turns);
    }

    private int[] readLabels(String array) {
        return file.read(array, header -> new NpzLabels(file, array, header, classes))
                .turns();
    }

    private Images.Builder readImages(String array, int @Nullable [] turns) {
        NpzPixels pixels = file.read(array, header -> pixels(array, header, turns));
        scales.see(Text.printable(array), pixels.scale());
        return pixels.images();
    }

    private NpzPixels pixels(String array, NpyHeader header, int @Nullable [] turns) {
        List<Long> sizes = header.shape();
        if (sizes.size() < 2 || header.type().texts()) {
            throw file.unsupported(
                    Text.printable(array) + " is " + header.shapeText() + " of type "
                            + header.type().descr() + "; images are N×H×W numbers, or N×H×W×3",
                    null);
        }
        int count = file.count(array, sizes.get(0));
        PixelLayout layout;
        try {
            layout = PixelLayout.of(sizes.subList(1, sizes.size()), size);
        } catch (IllegalArgumentException e) {
            throw file.unsupported(Text.printable(array) + " is " + header.shapeText() + ": " + Failure.message(e), e);
        }
        if (shape != null && !shape.equals(layout.image())) {
            throw file.unsupported(
                    "the images of " + Text.printable(array) + " are " + layout.image() + ", others " + shape, null);
        }
        shape = layout.image();
        if (turns != null && turns.length != count) {
            throw file.unsupported(
                    Text.printable(array) + " has " + count + " images, but there are " + turns.length
                            + " labels for them",
                    null);
        }
        return header.fortran()
                ? new NpzPixels.Fortran(file, array, header, layout, count, turns)
                : new NpzPixels.Ordered(file, array, header, layout, turns);
    }
}
