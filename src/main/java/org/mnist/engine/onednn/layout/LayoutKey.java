package org.mnist.engine.onednn.layout;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.Hardware;
import org.mnist.base.Hashes;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/**
 * The key under which layouts are remembered: all that decides on how fast a layout is, spelled out in a text whose hash
 * names the file.
 *
 * @param text the machine in one line, the plan in one line, and a line for each node
 */
record LayoutKey(String text) {
    /** The key of a plan on a machine. */
    static LayoutKey of(String machine, LayoutRequest request) {
        return new LayoutKey(text(machine, request, NodeText::of));
    }

    /** The text of this machine and library, with so many threads. */
    static String machine(int threads) {
        return "oneDNN " + Library.version() + ", " + Hardware.cpuModel() + ", instructions "
                + Integer.toHexString(Library.isa()) + ", " + threads + " threads";
    }

    /** The whole text, with nodes written in some way. */
    static String text(String machine, LayoutRequest request, Function<Node, String> nodes) {
        String plan = (request.training() ? "training, " : "inference, ") + format(request.dataType()) + ", batch "
                + request.batch() + image(request.graph().image()) + frozen(request);
        List<String> lines = request.graph().nodes().stream().map(nodes).toList();
        return Stream.concat(Stream.of(machine, plan), lines.stream()).collect(Collectors.joining("\n"));
    }

    /** The shape of the images, where it is not the one that all once had. */
    private static String image(Shape image) {
        return image.equals(Task.MNIST.image())
                ? ""
                : ", image " + image.channels() + "x" + image.height() + "x" + image.width();
    }

    /** What does not learn, where anything does not. */
    private static String frozen(LayoutRequest request) {
        return request.graph().firstLearning() == 0
                ? ""
                : ", frozen " + request.graph().firstLearning();
    }

    private static String format(DataType dataType) {
        return switch (dataType) {
            case F32 -> "F32";
            case BF16 -> "BF16";
            case BF16_EMULATED -> "BF16_EMULATED";
        };
    }

    /** The name of the file that remembers what belongs to this key. */
    String fileName() {
        return Hashes.sha256(text).substring(0, 32) + ".txt";
    }
}
