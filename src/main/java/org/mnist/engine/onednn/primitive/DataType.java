package org.mnist.engine.onednn.primitive;

import org.bytedeco.dnnl.global.dnnl;

/** The number format in which convolutions and dense layers read and write activations and weights. */
public enum DataType {
    /** IEEE single precision, 32 bits. */
    F32(dnnl.dnnl_f32),
    /** bfloat16, which the processor must have instructions for. */
    BF16(dnnl.dnnl_bf16),
    /** bfloat16 emulated: 32 bits in memory, rounded to values that bfloat16 can represent. */
    BF16_EMULATED(dnnl.dnnl_f32);

    private final int code;

    DataType(int code) {
        this.code = code;
    }

    /** The format in memory as oneDNN's {@code dnnl_data_type_t}. */
    public int code() {
        return code;
    }
}
