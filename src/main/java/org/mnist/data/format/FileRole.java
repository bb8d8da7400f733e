package org.mnist.data.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What images are for, as the names of files, folders and arrays tell. */
enum FileRole {
    /** To learn from. */
    TRAIN("train", "training"),
    /** To choose by. */
    VALIDATION("val", "valid", "validation"),
    /** To score on. */
    TEST("test", "testing");

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
        List<FileRole> told = Arrays.stream(name.split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .flatMap(word -> ofPart(word).stream())
                .distinct()
                .toList();
        return told.size() == 1 ? Optional.of(told.get(0)) : Optional.empty();
    }

    /** The role of a word, also of one that has another written to it; but a contest is no test. */
    private static Optional<FileRole> ofPart(String word) {
        if (word.startsWith("train") || word.endsWith("train")) {
            return Optional.of(TRAIN);
        }
        return word.startsWith("test") ? Optional.of(TEST) : of(word);
    }
}
