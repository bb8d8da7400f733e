package org.mnist.engine.onednn.stage;

import java.util.ArrayList;
import java.util.List;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.CallRecorder;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * A plan in the making: each {@link Stage} records its calls here, and registers what is not a call but must be done
 * around them at every step.
 */
public final class PlanBuilder extends CallRecorder {
    private final Parameters parameters;
    private final boolean training;
    private final DataType dataType;
    private final List<DropoutMask> masks = new ArrayList<>();
    private final List<RunningStatistics> statistics = new ArrayList<>();
    private final List<FoldedBatchNorm> foldedNorms = new ArrayList<>();

    /**
     * A builder without calls.
     *
     * @param scope owner of all that is made
     * @param parameters the parameters that the plan works on
     * @param training whether the plan trains, or only runs
     * @param dataType the format of what goes from layer to layer
     */
    public PlanBuilder(NativeScope scope, Parameters parameters, boolean training, DataType dataType) {
        super(scope);
        this.parameters = parameters;
        this.training = training;
        this.dataType = dataType;
    }

    /** The parameters that the plan works on. */
    public Parameters parameters() {
        return parameters;
    }

    /** Whether the plan trains, or only runs. */
    public boolean training() {
        return training;
    }

    /** Whether the parameters of a node learn in this plan; those of others are as in inference. */
    public boolean learns(Node node) {
        return training && parameters.learns(node.layer());
    }

    /** The format of what goes from layer to layer, as oneDNN's data type. */
    public int type() {
        return dataType.code();
    }

    /** Masks to be drawn before each step. */
    public List<DropoutMask> masks() {
        return masks;
    }

    /** Statistics to be moved after each forward pass. */
    public List<RunningStatistics> statistics() {
        return statistics;
    }

    /** Batch norms to be folded anew whenever the parameters change. */
    public List<FoldedBatchNorm> foldedNorms() {
        return foldedNorms;
    }

    /** A new tensor in the plan's format, which the arena will place. */
    Tensor tensor(Layout layout, long... dims) {
        return tensor(type(), layout, dims);
    }

    /** The tensor in the plan's format and the given layout: itself, if it is so already, or a reordered copy. */
    public Tensor inType(String layer, Tensor tensor, Layout layout) {
        return as(layer, tensor, descriptor(type(), layout, tensor.dims()), layout);
    }

    /** The tensor with numbers that the plan's format has: itself, unless bfloat16 is emulated. */
    public Tensor rounded(String layer, Tensor tensor) {
        return dataType == DataType.BF16_EMULATED ? Bf16Rounding.round(this, layer, tensor) : tensor;
    }
}
