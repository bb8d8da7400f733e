package org.mnist.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Every place in a network that holds a learning rate.
 *
 * <p>One block of parameters uses the rate of its first layer only, but each layer's is saved. DL4J cuts the blocks anew
 * when it loads, where the rates differ, and then takes the saved state apart in the wrong places. So all rates must
 * always be the same.
 */
public final class UpdaterLearningRates {
    // A list, for updaters are equal where their values are, and a set would keep only one of them.
    private final List<IUpdater> updaters = new ArrayList<>();

    /** The learning rates of a network that is to be trained. */
    public UpdaterLearningRates(MultiLayerNetwork network) {
        for (UpdaterBlock block : ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                IUpdater updater = parameter.getLayer().getConfig().getUpdaterByParam(parameter.getParamName());
                if (updater.hasLearningRate()) {
                    updaters.add(updater);
                }
            }
        }
    }

    /** Sets all of them. */
    public void set(double rate) {
        for (IUpdater updater : updaters) {
            updater.setLrAndSchedule(rate, null);
        }
    }
}
