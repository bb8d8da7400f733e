package org.mnist.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** A graph of ONNX operators that grows from its input on, each operator fed by the one before. */
final class OnnxGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private String last;

    /** A graph of one input, a batch of any size of arrays of the shape given. */
    OnnxGraph(String name, String input, long... shape) {
        graph.setName(name).addInput(value(input, shape));
        last = input;
    }

    /**
     * Adds an operator.
     *
     * @param operator as ONNX names it
     * @param name of the operator, and of what it makes
     * @param weights further inputs, in the operator's order
     * @param attributes how it works
     * @return this graph
     */
    OnnxGraph add(String operator, String name, List<TensorProto> weights, AttributeProto... attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).setName(name).addInput(last);
        for (TensorProto weight : weights) {
            graph.addInitializer(weight);
            node.addInput(weight.getName());
        }
        node.addAllAttribute(List.of(attributes)).addOutput(name);
        graph.addNode(node);
        last = name;
        return this;
    }

    /** The graph, whose last operator makes a batch of arrays of the shape given. */
    GraphProto end(long... shape) {
        return graph.addOutput(value(last, shape)).build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long dimension : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)))
                .build();
    }

    /** Weights; ONNX keeps the numbers in little-endian order. */
    static TensorProto floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT, shape)
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }

    /** A list of whole numbers. */
    static TensorProto longs(String name, long... values) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.INT64, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        return tensor;
    }

    /** An attribute that is a whole number. */
    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute that is a number. */
    static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    /** An attribute that is a list of whole numbers. */
    static AttributeProto wholes(String name, long... values) {
        List<Long> list = new ArrayList<>();
        for (long value : values) {
            list.add(value);
        }
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(list)
                .build();
    }
}
