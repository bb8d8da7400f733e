package org.mnist.engine.dl4j;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.mnist.data.Batch;
import org.mnist.engine.StepResult;
import org.mnist.network.Shape;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A listener that finds in a training step what {@code fit} does not tell: the loss without penalties, and how many were right. */
final class StepProbe extends BaseTrainingListener {
    private Batch batch = new Batch(0, Shape.vector(1));
    private double loss;
    private int correct;

    /** Names the batch of the step that comes. */
    void expect(Batch next) {
        batch = next;
    }

    StepResult result() {
        return new StepResult(loss, correct);
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        // The last activation is what goes into the output layer; that layer's own comes only inside the loss.
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray features = activations.get(activations.size() - 1).dup('c');
            INDArray logits = features.reshape(batch.size(), features.length() / batch.size());
            MultiLayerNetwork network = (MultiLayerNetwork) model;
            INDArray weights = network.getOutputLayer().paramTable().get(DefaultParamInitializer.WEIGHT_KEY);
            if (weights != null) {
                INDArray bias = network.getOutputLayer().paramTable().get(DefaultParamInitializer.BIAS_KEY);
                logits = logits.mmul(weights).addiRowVector(bias);
            }
            long[] guesses = logits.argMax(1).data().asLong();
            correct = 0;
            for (int i = 0; i < batch.size(); i++) {
                correct += guesses[i] == batch.labels()[i] ? 1 : 0;
            }
        }
    }

    @Override
    public void onBackwardPass(Model model) {
        // The parameters are still those of the forward pass, so this is the penalty that the score contains.
        loss = model.score() - ((MultiLayerNetwork) model).calcRegularizationScore(true);
    }
}
