package org.mnist.data;

import org.mnist.config.ImageSize;
import org.mnist.config.TrainConfig;

/**
 * Wishes of a person about how data of their own is read.
 *
 * @param imageSize what pictures are scaled to
 * @param skipBad whether what cannot be read is left out, and not a reason to stop
 */
public record ReadOptions(ImageSize imageSize, boolean skipBad) {
    /** No wishes. */
    public static final ReadOptions DEFAULT = new ReadOptions(ImageSize.AUTO, false);

    /** The wishes of a configuration. */
    public static ReadOptions of(TrainConfig config) {
        return new ReadOptions(config.imageSize(), config.skipBad());
    }
}
