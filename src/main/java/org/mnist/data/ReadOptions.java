package org.mnist.data;

import java.util.Optional;
import org.mnist.config.ImageSize;
import org.mnist.config.TrainConfig;
import org.mnist.network.Task;

/**
 * Wishes of a person about how data of their own is read.
 *
 * @param imageSize what pictures are scaled to
 * @param skipBad whether what cannot be read is left out, and not a reason to stop
 */
public record ReadOptions(ImageSize imageSize, boolean skipBad) {
    /** No wishes. */
    public static final ReadOptions DEFAULT = new ReadOptions(ImageSize.AUTO, false);

    /**
     * The reading of images that a model is scored on: pictures are scaled to what it takes, whatever size is the commonest
     * among them.
     *
     * @param task the model's task
     * @param config the configuration that it was trained by, if there is one
     * @param skipBad whether what cannot be read is left out; so it is, too, where the configuration says so
     */
    public static ReadOptions forModel(Task task, Optional<TrainConfig> config, boolean skipBad) {
        return new ReadOptions(
                new ImageSize(task.height(), task.width()),
                skipBad || config.map(TrainConfig::skipBad).orElse(false));
    }

    /** The wishes of a configuration. */
    public static ReadOptions of(TrainConfig config) {
        return new ReadOptions(config.imageSize(), config.skipBad());
    }
}
