package org.mnist.track;

import java.util.function.Consumer;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunFiles;

/**
 * The run that a tracker keeps account of.
 *
 * @param files its folder
 * @param config how it is trained
 * @param say gets a line for each thing a person may want to know
 */
public record TrackedRun(RunFiles files, TrainConfig config, Consumer<String> say) {}
