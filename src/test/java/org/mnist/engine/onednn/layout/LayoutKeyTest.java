package org.mnist.engine.onednn.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.engine.graph.Border;
import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Window;
import org.mnist.engine.graph.Zeros;
import org.mnist.network.Activation;

/**
 * The keys of remembered layouts, to the letter. Whoever changes one of these has every run measure its layouts anew and
 * differ in its last bits: a new value of a node must be left out where it has its default.
 */
class LayoutKeyTest {
    private static final Window SMALL = new Window(3, 3, 1, 1, Zeros.NONE);

    /**
     * A node and its text.
     *
     * @param node the node
     * @param text as it stands in the key
     * @param old as it stood in keys of schema 0
     */
    record Example(Node node, String text, String old) {}

    static List<Example> examples() {
        return List.of(
                new Example(
                        new Node.Conv(0, 8, SMALL, true, false, List.of()),
                        "conv filters=8 window=3x3",
                        "Conv[layer=0, filters=8, window=Window[height=3, width=3, down=1, across=1, pad=Pads[top=0, left=0, bottom=0, right=0]], bias=true, logits=false, after=[]]"),
                new Example(
                        new Node.Conv(
                                4,
                                10,
                                new Window(5, 4, 2, 3, new Border.Same()),
                                false,
                                true,
                                List.of(
                                        new Node.Activate(4, Activation.LEAKY_RELU),
                                        new Node.BatchNorm(5, 0.99, 0.001, false))),
                        "conv filters=10 window=5x4 stride=2x3 border=same bias=false logits=true + leaky-relu + batchnorm momentum=0.99 epsilon=0.001",
                        "Conv[layer=4, filters=10, window=Window[height=5, width=4, down=2, across=3, pad=null], bias=false, logits=true, after=[Activate[layer=4, function=LEAKY_RELU], Norm[layer=5, momentum=0.99, epsilon=0.001, relu=false]]]"),
                new Example(
                        new Node.Dense(7, 120, true, false, List.of(new Node.Activate(7, Activation.ELU))),
                        "dense units=120 + elu",
                        "Dense[layer=7, units=120, bias=true, logits=false, after=[Activate[layer=7, function=ELU]]]"),
                new Example(
                        new Node.BatchNorm(1, 0.9, 1e-5, true),
                        "batchnorm momentum=0.9 epsilon=1.0E-5 relu=true",
                        "Norm[layer=1, momentum=0.9, epsilon=1.0E-5, relu=true]"),
                new Example(
                        new Node.Pool(2, true, new Window(2, 2, 2, 2, new Zeros(1, 0, 1, 0))),
                        "maxpool window=2x2 stride=2x2 border=1,0,1,0",
                        "Pool[layer=2, max=true, window=Window[height=2, width=2, down=2, across=2, pad=Pads[top=1, left=0, bottom=1, right=0]]]"),
                new Example(
                        new Node.Pool(2, false, SMALL),
                        "avgpool window=3x3",
                        "Pool[layer=2, max=false, window=Window[height=3, width=3, down=1, across=1, pad=Pads[top=0, left=0, bottom=0, right=0]]]"),
                new Example(new Node.GlobalPool(21, false), "globalavgpool", "Pool[layer=21, max=false, window=null]"),
                new Example(new Node.GlobalPool(3, true), "globalmaxpool", "Pool[layer=3, max=true, window=null]"),
                new Example(new Node.Activate(3, Activation.RELU), "relu", "Activate[layer=3, function=RELU]"),
                new Example(new Node.Activate(3, Activation.TANH), "tanh", "Activate[layer=3, function=TANH]"),
                new Example(new Node.Activate(3, Activation.SIGMOID), "sigmoid", "Activate[layer=3, function=SIGMOID]"),
                new Example(
                        new Node.Dropout(2, 1 - 0.9),
                        "dropout rate=0.09999999999999998",
                        "Dropout[layer=2, rate=0.09999999999999998]"),
                new Example(
                        new Node.ZeroPad(0, new Zeros(1, 2, 3, 4)),
                        "zeropad zeros=1,2,3,4",
                        "Pad[layer=0, top=1, left=2, bottom=3, right=4]"),
                new Example(new Node.Flatten(Node.NO_LAYER), "flatten", "Flatten[layer=-1]"),
                new Example(new Node.Unflatten(Node.NO_LAYER), "unflatten", "Unflatten[layer=-1]"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aNodeIsSpelledAsItEverWas(Example example) {
        assertThat(NodeText.of(example.node())).isEqualTo(example.text());
        assertThat(LayoutSchema0.spelling(example.node())).contains(example.old());
    }

    /** A number such as 2E23 is spelled alike by every Java, where {@link Double#toString} has other digits before Java 19. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "0.25",
                "0.99",
                "0.999",
                "0.001",
                "9.9E-4",
                "1.0E-4",
                "1.0E-10",
                "1.0",
                "9999999.5",
                "1.0E7",
                "0.09999999999999998",
                "0.30000000000000004",
                "2.0E-44",
                "2.0E23",
                "1.7976931348623157E308",
                "-0.5"
            })
    void aNumberIsTheShortestDecimal(String decimal) {
        assertThat(NodeText.decimal(Double.parseDouble(decimal))).isEqualTo(decimal);
    }

    @Test
    void theHashOfTheKeyNamesTheFile() {
        assertThat(new LayoutKey("oneDNN 3.8.1\ntraining\nconv").fileName())
                .isEqualTo("4feb382d3b61d57645f96a83ae7ddc02.txt");
    }
}
