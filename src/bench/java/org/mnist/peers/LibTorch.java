package org.mnist.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Task;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;

/** PyTorch's C++ library, through DJL. */
final class LibTorch implements Peer {
    private final Model model;
    private final Trainer trainer;
    private final NDManager manager;

    LibTorch(TrainConfig config) {
        model = Model.newInstance("peer", "PyTorch");
        model.setBlock(block(config.architecture()));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed((float) config.learningRate()))
                        .build()));
        trainer.initialize(new Shape(config.batch(), 1, Task.MNIST.height(), Task.MNIST.width()));
        manager = trainer.getManager();
    }

    /** The layers of the three nets that are compared. */
    private static SequentialBlock block(Architecture architecture) {
        SequentialBlock block = new SequentialBlock();
        int padding = 0;
        for (Architecture.Row row : architecture.rows()) {
            LayerSpec layer = row.layer();
            if (layer instanceof LayerSpec.ZeroPad pad) {
                padding = pad.amount(); // a convolution follows
            } else if (layer instanceof LayerSpec.Conv conv) {
                int same = conv.padding().same() ? conv.kernel() / 2 : conv.padding().amount() + padding;
                block.add(Conv2d.builder()
                        .setKernelShape(new Shape(conv.kernel(), conv.kernel()))
                        .setFilters(conv.filters())
                        .optStride(new Shape(conv.stride(), conv.stride()))
                        .optPadding(new Shape(same, same))
                        .optBias(conv.bias())
                        .build());
                activate(block, conv.activation());
                padding = 0;
            } else if (layer instanceof LayerSpec.BatchNorm norm) {
                block.add(BatchNorm.builder()
                        .optEpsilon(norm.epsilon().floatValue())
                        .optMomentum(norm.momentum().floatValue())
                        .build());
            } else if (layer instanceof LayerSpec.Activate activate) {
                activate(block, activate.function());
            } else if (layer instanceof LayerSpec.Dropout dropout) {
                block.add(Dropout.builder().optRate((float) dropout.rate()).build());
            } else if (layer instanceof LayerSpec.Pool pool) {
                Shape window = new Shape(pool.size(), pool.size());
                Shape stride = new Shape(pool.stride(), pool.stride());
                block.add(
                        layer instanceof LayerSpec.MaxPool
                                ? Pool.maxPool2dBlock(window, stride)
                                : Pool.avgPool2dBlock(window, stride));
            } else if (layer instanceof LayerSpec.Flatten) {
                block.add(Blocks.batchFlattenBlock());
            } else if (layer instanceof LayerSpec.Dense dense) {
                block.add(Linear.builder().setUnits(dense.units()).optBias(dense.bias()).build());
                activate(block, dense.activation());
            } else if (layer instanceof LayerSpec.Output output) {
                if (output.dense()) {
                    block.add(Linear.builder().setUnits(output.units()).build());
                }
            } else {
                throw new IllegalArgumentException("no block for " + layer);
            }
        }
        return block;
    }

    private static void activate(SequentialBlock block, org.mnist.network.Activation activation) {
        switch (activation) {
            case LINEAR -> {}
            case RELU -> block.add(Activation.reluBlock());
            default -> throw new IllegalArgumentException("no block for " + activation);
        }
    }

    @Override
    public String name() {
        return "libtorch f32";
    }

    @Override
    public void step(Batch batch) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray images = images(scope, batch);
            NDArray labels = scope.create(java.util.Arrays.copyOf(batch.labels(), batch.size()));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList result = trainer.forward(new NDList(images));
                result.attach(scope);
                NDArray loss = trainer.getLoss().evaluate(new NDList(labels), result);
                loss.attach(scope);
                collector.backward(loss);
                loss.getFloat(); // every trainer looks at its loss; it also waits for it
            }
            trainer.step();
        }
    }

    @Override
    public float[] predict(Batch batch) {
        try (NDManager scope = manager.newSubManager()) {
            NDList result = trainer.evaluate(new NDList(images(scope, batch)));
            result.attach(scope);
            return result.singletonOrThrow().softmax(1).toFloatArray();
        }
    }

    private static NDArray images(NDManager scope, Batch batch) {
        float[] pixels = java.util.Arrays.copyOf(batch.images(), batch.size() * Task.MNIST.image().size());
        return scope.create(pixels, new Shape(batch.size(), 1, Task.MNIST.height(), Task.MNIST.width()));
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
