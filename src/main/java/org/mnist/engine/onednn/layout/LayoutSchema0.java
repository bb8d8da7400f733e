package org.mnist.engine.onednn.layout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Window;
import org.mnist.engine.graph.Zeros;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.stage.LayerLayout;

/**
 * The files of schema 0, which named none. They spelled nodes as Java printed the program's records in those days; these
 * spellings are frozen here, so that a run that an old version began goes on with its layouts. Kinds of nodes that are
 * younger have no such spelling.
 */
final class LayoutSchema0 implements Node.Visitor<Optional<String>> {
    private static final LayoutSchema0 SPELLING = new LayoutSchema0();

    private static final Map<String, Layout> LAYOUTS = Map.of(
            "ROWS", Layout.ROWS,
            "PLAIN", Layout.PLAIN,
            "CHANNELS_LAST", Layout.CHANNELS_LAST,
            "BLOCKED_8", Layout.BLOCKED_8,
            "BLOCKED_16", Layout.BLOCKED_16);

    private LayoutSchema0() {}

    /** The old spelling of a node; empty if it has none. */
    static Optional<String> spelling(Node node) {
        return node.accept(SPELLING);
    }

    /** The key of a plan in the old spelling; empty if one of its nodes has none. */
    static Optional<LayoutKey> key(String machine, LayoutRequest request) {
        boolean spelled =
                request.graph().nodes().stream().allMatch(node -> spelling(node).isPresent());
        return spelled
                ? Optional.of(new LayoutKey(
                        LayoutKey.text(machine, request, node -> spelling(node).orElseThrow())))
                : Optional.empty();
    }

    /** The layouts that an old text remembers, if it is whole and about this key. */
    static Optional<List<LayerLayout>> read(String file, LayoutKey key, int layers) {
        return LayoutFile.layouts(file, key.text() + "\n\n", "/", LAYOUTS::get, layers);
    }

    @Override
    public Optional<String> conv(Node.Conv node) {
        return Optional.of("Conv[layer=%d, filters=%d, window=%s, bias=%s, logits=%s, after=%s]"
                .formatted(
                        node.layer(),
                        node.filters(),
                        window(node.window()),
                        node.bias(),
                        node.logits(),
                        after(node.postOps())));
    }

    @Override
    public Optional<String> dense(Node.Dense node) {
        return Optional.of("Dense[layer=%d, units=%d, bias=%s, logits=%s, after=%s]"
                .formatted(node.layer(), node.units(), node.bias(), node.logits(), after(node.postOps())));
    }

    private static String after(List<Node.PostOp> postOps) {
        return postOps.stream()
                .map(postOp -> spelling(postOp).orElseThrow())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String window(Window window) {
        String pad = window.border() instanceof Zeros zeros
                ? "Pads[top=%d, left=%d, bottom=%d, right=%d]"
                        .formatted(zeros.top(), zeros.left(), zeros.bottom(), zeros.right())
                : "null";
        return "Window[height=%d, width=%d, down=%d, across=%d, pad=%s]"
                .formatted(window.height(), window.width(), window.down(), window.across(), pad);
    }

    @Override
    public Optional<String> batchNorm(Node.BatchNorm node) {
        return Optional.of("Norm[layer=%d, momentum=%s, epsilon=%s, relu=%s]"
                .formatted(node.layer(), node.momentum(), node.epsilon(), node.relu()));
    }

    @Override
    public Optional<String> pool(Node.Pool node) {
        return Optional.of(
                "Pool[layer=%d, max=%s, window=%s]".formatted(node.layer(), node.max(), window(node.window())));
    }

    @Override
    public Optional<String> globalPool(Node.GlobalPool node) {
        return Optional.of("Pool[layer=%d, max=%s, window=null]".formatted(node.layer(), node.max()));
    }

    @Override
    public Optional<String> activate(Node.Activate node) {
        String function = switch (node.function()) {
            case LINEAR -> "LINEAR";
            case RELU -> "RELU";
            case LEAKY_RELU -> "LEAKY_RELU";
            case ELU -> "ELU";
            case TANH -> "TANH";
            case SIGMOID -> "SIGMOID";
        };
        return Optional.of("Activate[layer=%d, function=%s]".formatted(node.layer(), function));
    }

    @Override
    public Optional<String> dropout(Node.Dropout node) {
        return Optional.of("Dropout[layer=%d, rate=%s]".formatted(node.layer(), node.rate()));
    }

    @Override
    public Optional<String> zeroPad(Node.ZeroPad node) {
        Zeros zeros = node.zeros();
        return Optional.of("Pad[layer=%d, top=%d, left=%d, bottom=%d, right=%d]"
                .formatted(node.layer(), zeros.top(), zeros.left(), zeros.bottom(), zeros.right()));
    }

    @Override
    public Optional<String> flatten(Node.Flatten node) {
        return Optional.of("Flatten[layer=%d]".formatted(node.layer()));
    }

    @Override
    public Optional<String> unflatten(Node.Unflatten node) {
        return Optional.of("Unflatten[layer=%d]".formatted(node.layer()));
    }
}
