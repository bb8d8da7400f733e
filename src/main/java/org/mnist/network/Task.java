package org.mnist.network;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.mnist.base.Check;
import org.mnist.base.Text;

/**
 * What a network is to tell: images of one shape, of which each is of one class. A task belongs to the data, and goes with
 * all that is made of it.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height rows of an image, {@value #MIN_SIDE} to {@value #MAX_SIDE}
 * @param width columns of an image, {@value #MIN_SIDE} to {@value #MAX_SIDE}
 * @param classes the names of the classes by label, {@value #MIN_CLASSES} to {@value #MAX_CLASSES}, no two alike
 */
public record Task(int channels, int height, int width, List<String> classes) {
    /** The fewest rows and columns of an image. */
    public static final int MIN_SIDE = 8;

    /** The most rows and columns of an image. */
    public static final int MAX_SIDE = 128;

    /** The fewest classes. */
    public static final int MIN_CLASSES = 2;

    /** The most classes. */
    public static final int MAX_CLASSES = 1000;

    /** The most characters of a class's name. */
    public static final int MAX_NAME = 100;

    /** MNIST's: the digits 0 to 9 in 28 × 28 grey pixels. */
    public static final Task MNIST = new Task(1, 28, 28, numbers(0, 10));

    /** Checks the ranges and the names. */
    public Task {
        Check.that(channels == 1 || channels == 3, "channels is " + channels + "; valid are 1 and 3");
        Check.range("height", height, MIN_SIDE, MAX_SIDE);
        Check.range("width", width, MIN_SIDE, MAX_SIDE);
        classes = List.copyOf(Objects.requireNonNull(classes));
        checkNames(classes);
    }

    /**
     * Checks the names of all classes.
     *
     * @throws IllegalArgumentException if they are too few or too many, two are alike, or one cannot be a name
     */
    public static void checkNames(List<String> classes) {
        Check.range("the number of classes", classes.size(), MIN_CLASSES, MAX_CLASSES);
        Set<String> seen = new HashSet<>();
        for (String name : classes) {
            checkName(name);
            Check.that(seen.add(name), "two classes have the name " + name);
        }
    }

    /**
     * Checks the name of a class.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    public static void checkName(String name) {
        Check.that(
                !name.isBlank()
                        && name.equals(name.strip())
                        && name.length() <= MAX_NAME
                        && name.codePoints().noneMatch(Text::isUnprintable),
                "a class has the name `" + Text.printable(name.substring(0, Math.min(name.length(), MAX_NAME)))
                        + "`; a name has 1 to " + MAX_NAME + " printable characters, and no space at its ends");
    }

    /** The task of images of a shape. */
    public static Task of(Shape image, List<String> classes) {
        return new Task(image.channels(), image.height(), image.width(), classes);
    }

    /** Names for classes that have none: the numbers from {@code first} on. */
    public static List<String> numbers(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(Integer::toString).toList();
    }

    /** The shape of an image. */
    public Shape image() {
        return Shape.maps(channels, height, width);
    }

    /** How many classes there are. */
    public int classCount() {
        return classes.size();
    }

    /** The name of the class with a label. */
    public String name(int label) {
        return classes.get(label);
    }

    /**
     * Whether this is what a version that knew no tasks would have called another one: the same images and number of
     * classes, with numbers for names.
     */
    public boolean isOlderFormOf(Task other) {
        return equals(Task.of(other.image(), numbers(0, other.classCount())));
    }

    /** The task in a few words: {@code 26 classes of 28×28×1}. */
    public String words() {
        return classCount() + " classes of " + image();
    }

    /** Whether the classes are the ten digits, so that pictures may hold several of them, written in a line. */
    public boolean tellsDigits() {
        return channels == 1 && classes.equals(MNIST.classes);
    }
}
