package org.mnist.config;

import java.util.List;

/** The architectures and recipes that come with the program: one file each in {@code configs/}. */
public final class Presets {
    /** Names of the presets, in the order in which they are shown. */
    public static final List<String> NAMES = List.of(
            "twoconv",
            "twoconv-bn",
            "lenet5",
            "allconv",
            "conv3x3",
            "conv5x5",
            "mlp",
            "cnn",
            "lenet5-tuned",
            "allconv-tuned",
            "tiny",
            "small",
            "strong",
            "champion",
            "sprint");

    private Presets() {}

    /** All presets, resolved. */
    public static List<TrainConfig> all() {
        return NAMES.parallelStream()
                .map(name -> ConfigLoader.load(name, null, List.of()))
                .toList();
    }
}
