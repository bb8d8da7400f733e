package org.mnist.data.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What images are for, as the names of files, folders and arrays tell. */
enum FileRole {
    /** To learn from. */
    TRAIN("train", "training"),
    /** To choose by. */
    VALIDATION("val", "valid", "validation"),
    /** To score on. */
    TEST("test", "testing");

    /** Words of a folder's name that go with any role. */
    private static final Set<String> FILLERS = Set.of("", "set", "data", "images");

    /** Its words, each between bars. */
    private final String words;

    FileRole(String... words) {
        this.words = "|" + String.join("|", words) + "|";
    }

    /** The role whose word this is, whatever its case. */
    static Optional<FileRole> of(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(role -> role.words.contains("|" + lower + "|"))
                .findFirst();
    }

    /** The role that a file's name tells in one of its words, such as {@code sign_mnist_train.csv} or {@code TestData.csv}. */
    static Optional<FileRole> ofFile(String name) {
        List<FileRole> told = Arrays.stream(words(name))
                .flatMap(word -> ofPart(word).stream())
                .distinct()
                .toList();
        return told.size() == 1 ? Optional.of(told.get(0)) : Optional.empty();
    }

    /**
     * The role that the whole name of a folder tells, such as {@code tests} or {@code Training_set}. A name that says
     * something else beside, as {@code train station} does, may be that of a class.
     */
    static Optional<FileRole> ofFolder(String name) {
        List<String> words = Arrays.stream(words(name))
                .filter(word -> !FILLERS.contains(word))
                .toList();
        return words.size() == 1 ? ofPart(words.get(0)) : Optional.empty();
    }

    /** The words of a name, in small letters. */
    private static String[] words(String name) {
        return Arrays.stream(name.split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** The role of a word, also of one that has another written to it; but a contest is no test. */
    private static Optional<FileRole> ofPart(String word) {
        if (word.startsWith("train") || word.endsWith("train")) {
            return Optional.of(TRAIN);
        }
        return word.startsWith("test") ? Optional.of(TEST) : of(word);
    }
}
