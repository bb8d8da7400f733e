package org.mnist.engine.onednn.stage;

import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Attributes;
import org.mnist.engine.onednn.primitive.CallRecorder;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.engine.onednn.primitive.Primitive;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * Rounding of 32-bit numbers to those that bfloat16 has: with c = 2^16 + 1, c·x − (c·x − x) is x rounded to 8 significant
 * bits (Dekker, A floating-point technique for extending the available precision, 1971).
 */
final class Bf16Rounding {
    private static final int SPLITTER = (1 << 16) + 1;

    private Bf16Rounding() {}

    /** Records the rounding of a tensor; returns the rounded copy. */
    static Tensor round(CallRecorder calls, String layer, Tensor tensor) {
        Tensor scaled = calls.like(tensor);
        Tensor rounded = calls.like(tensor);
        Primitive scale = calls.primitive(
                "rounding",
                desc -> dnnl.dnnl_eltwise_forward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        dnnl.dnnl_forward_inference,
                        dnnl.dnnl_eltwise_linear,
                        tensor.descriptor().handle(),
                        tensor.descriptor().handle(),
                        SPLITTER,
                        0,
                        calls.plain()));
        calls.call(
                layer,
                "round",
                0,
                scale,
                new Arguments().with(dnnl.DNNL_ARG_SRC, tensor).with(dnnl.DNNL_ARG_DST, scaled));
        // c·x − x, then the negative of that, then c·x added.
        Attributes attributes = new Attributes(calls.scope())
                .then(dnnl.dnnl_eltwise_linear, -1, 0)
                .then(dnnl.dnnl_binary_add, tensor.descriptor());
        int key = attributes.argument();
        Primitive difference = calls.binary("rounding", dnnl.dnnl_binary_sub, scaled, tensor, rounded, attributes);
        calls.call(
                layer,
                "round",
                0,
                difference,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC_0, scaled)
                        .with(dnnl.DNNL_ARG_SRC_1, tensor)
                        .with(key, scaled)
                        .with(dnnl.DNNL_ARG_DST, rounded));
        return rounded;
    }
}
