package org.mnist.engine.onednn.optimizer;

import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.onednn.parameter.Parameter.Part;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * Consecutive numbers of all parts of the parameters.
 *
 * @param calls makes descriptors
 * @param parameters the parameters
 * @param from the first number
 * @param count how many
 * @param decays whether penalties on weights apply to them
 */
record Slice(UpdateRecorder calls, Parameters parameters, int from, int count, boolean decays) {
    Tensor weight() {
        return part(Part.VALUE);
    }

    Tensor gradient() {
        return part(Part.GRADIENT);
    }

    Tensor firstMoment() {
        return part(Part.FIRST_MOMENT);
    }

    Tensor secondMoment() {
        return part(Part.SECOND_MOMENT);
    }

    private Tensor part(Part part) {
        return new Tensor(
                calls.descriptor(dnnl.dnnl_f32, Layout.LINE, count),
                parameters.line(part, from, count),
                Layout.LINE,
                count);
    }
}
