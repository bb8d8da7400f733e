package org.mnist.network.dl4j;

import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of networks, which lies outside the Java heap. */
public final class NetworkMemory {
    private NetworkMemory() {}

    /**
     * Gives back at once what a network holds: parameters, gradients, the updater's state, and this thread's workspaces.
     * It is unusable then. DL4J's own {@code close()} does the same, and twice has Java collect all garbage on the way,
     * which costs more time than many a step of training.
     */
    public static void release(MultiLayerNetwork network) {
        release(network.params());
        release(network.getFlattenedGradients());
        Updater updater = network.getUpdater(false);
        if (updater != null) {
            release(updater.getStateViewArray());
        }
        MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
        workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
    }

    private static void release(INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }
}
