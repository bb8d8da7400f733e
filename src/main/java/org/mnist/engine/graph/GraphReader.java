package org.mnist.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.mnist.network.Activation;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;
import org.mnist.network.dl4j.LayerIndex;

/** The nodes of each kind of layer, without the loss, which is no part of a graph. */
final class GraphReader implements LayerSpec.Visitor<List<Node>> {
    private final int layer;
    private final Shape in;

    /** A reader of the layer with an index in the DL4J network, which gets a shape. */
    private GraphReader(int layer, Shape in) {
        this.layer = layer;
        this.in = in;
    }

    /** The nodes of an architecture, one layer after the other. */
    static List<Node> read(Architecture architecture) {
        List<Node> nodes = new ArrayList<>();
        for (Architecture.Row row : architecture.rows()) {
            nodes.addAll(row.layer().accept(new GraphReader(LayerIndex.of(architecture, row), row.in())));
        }
        return nodes;
    }

    @Override
    public List<Node> conv(LayerSpec.Conv conv) {
        Window window = window(conv.kernel(), conv.stride(), conv.padding());
        return with(conv.activation(), new Node.Conv(layer, conv.filters(), window, conv.bias(), false, List.of()));
    }

    @Override
    public List<Node> maxPool(LayerSpec.MaxPool pool) {
        return List.of(new Node.Pool(layer, true, window(pool.size(), pool.stride(), pool.padding())));
    }

    @Override
    public List<Node> avgPool(LayerSpec.AvgPool pool) {
        return List.of(new Node.Pool(layer, false, window(pool.size(), pool.stride(), pool.padding())));
    }

    @Override
    public List<Node> batchNorm(LayerSpec.BatchNorm norm) {
        return List.of(new Node.BatchNorm(layer, norm.momentum(), norm.epsilon(), false));
    }

    @Override
    public List<Node> activate(LayerSpec.Activate activate) {
        return activation(activate.function());
    }

    @Override
    public List<Node> dropout(LayerSpec.Dropout dropout) {
        return dropout.rate() > 0 ? List.of(new Node.Dropout(layer, dropout.rate())) : List.of();
    }

    @Override
    public List<Node> flatten(LayerSpec.Flatten flatten) {
        return List.of(new Node.Flatten(Node.NO_LAYER));
    }

    @Override
    public List<Node> dense(LayerSpec.Dense dense) {
        return with(dense.activation(), new Node.Dense(layer, dense.units(), dense.bias(), false, List.of()));
    }

    @Override
    public List<Node> globalAvgPool(LayerSpec.GlobalAvgPool pool) {
        return List.of(new Node.GlobalPool(layer, false));
    }

    @Override
    public List<Node> globalMaxPool(LayerSpec.GlobalMaxPool pool) {
        return List.of(new Node.GlobalPool(layer, true));
    }

    @Override
    public List<Node> zeroPad(LayerSpec.ZeroPad pad) {
        return List.of(new Node.ZeroPad(layer, Zeros.all(pad.amount())));
    }

    @Override
    public List<Node> centreCrop(LayerSpec.CentreCrop crop) {
        Padding.Edges rows = crop.rows(in);
        Padding.Edges columns = crop.columns(in);
        Zeros taken = new Zeros(-rows.before(), -columns.before(), -rows.after(), -columns.after());
        return taken.equals(Zeros.NONE) ? List.of() : List.of(new Node.ZeroPad(layer, taken));
    }

    @Override
    public List<Node> output(LayerSpec.Output output) {
        return output.dense() ? List.of(new Node.Dense(layer, output.classes(), true, false, List.of())) : List.of();
    }

    private List<Node> with(Activation activation, Node first) {
        List<Node> nodes = new ArrayList<>(List.of(first));
        nodes.addAll(activation(activation));
        return nodes;
    }

    private List<Node> activation(Activation activation) {
        return activation == Activation.LINEAR ? List.of() : List.of(new Node.Activate(layer, activation));
    }

    private static Window window(int size, int stride, Padding padding) {
        return new Window(size, size, stride, stride, padding.same() ? new Border.Same() : Zeros.all(padding.amount()));
    }
}
