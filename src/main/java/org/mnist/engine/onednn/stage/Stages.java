package org.mnist.engine.onednn.stage;

import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Window;

/** The stage that computes each kind of node. */
public final class Stages implements Node.Visitor<Stage> {
    private static final Stages STAGES = new Stages();

    private Stages() {}

    /** The stage for a node. */
    public static Stage of(Node node) {
        return node.accept(STAGES);
    }

    @Override
    public Stage conv(Node.Conv node) {
        return new ConvStage(node);
    }

    @Override
    public Stage dense(Node.Dense node) {
        return new DenseStage(node);
    }

    @Override
    public Stage batchNorm(Node.BatchNorm node) {
        return new BatchNormStage(node);
    }

    @Override
    public Stage pool(Node.Pool node) {
        return new PoolStage(node, node.max(), in -> node.window());
    }

    @Override
    public Stage globalPool(Node.GlobalPool node) {
        return new PoolStage(node, node.max(), Window::over);
    }

    @Override
    public Stage activate(Node.Activate node) {
        return new ActivateStage(node);
    }

    @Override
    public Stage dropout(Node.Dropout node) {
        return new DropoutStage(node);
    }

    @Override
    public Stage zeroPad(Node.ZeroPad node) {
        return new ZeroPadStage(node);
    }

    @Override
    public Stage flatten(Node.Flatten node) {
        return new FlattenStage(node);
    }

    @Override
    public Stage unflatten(Node.Unflatten node) {
        return new UnflattenStage(node);
    }
}
