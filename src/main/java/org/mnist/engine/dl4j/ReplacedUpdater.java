package org.mnist.engine.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Takes the place of an updater of DL4J in the running network and works on that one's state, so that what is saved
 * stays DL4J's own.
 *
 * @param <C> DL4J's configuration of the updater
 * @param <U> DL4J's updater
 */
abstract class ReplacedUpdater<C extends IUpdater, U extends GradientUpdater<C>> implements GradientUpdater<C> {
    /** The updater that was there, which holds the state. */
    final U original;

    ReplacedUpdater(U original) {
        this.original = original;
    }

    @Override
    public final C getConfig() {
        return original.getConfig();
    }

    @Override
    public final void setState(Map<String, INDArray> state, boolean initialize) {
        original.setState(state, initialize);
    }

    @Override
    public final Map<String, INDArray> getState() {
        return original.getState();
    }

    @Override
    public final void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
        original.setStateViewArray(view, shape, order, initialize);
    }
}
