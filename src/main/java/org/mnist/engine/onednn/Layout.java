package org.mnist.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** An order in memory of the numbers of a tensor. */
enum Layout {
    /** One number after the other. */
    LINE(dnnl.dnnl_a, 1),
    /** Vectors, image after image. */
    ROWS(dnnl.dnnl_ab, 1),
    /** Maps, one after the other: NCHW. */
    PLAIN(dnnl.dnnl_abcd, 1),
    /** All channels of a pixel together: NHWC. */
    CHANNELS_LAST(dnnl.dnnl_acdb, 1),
    /** Eight channels of a pixel together, as suits 256-bit vectors; missing channels are carried along as zeros. */
    BLOCKED_8(dnnl.dnnl_aBcd8b, 8),
    /** The same with sixteen channels, as suits 512-bit vectors. */
    BLOCKED_16(dnnl.dnnl_aBcd16b, 16);

    /** Those that feature maps can have. */
    static final List<Layout> OF_MAPS = List.of(PLAIN, CHANNELS_LAST, BLOCKED_8, BLOCKED_16);

    private final int tag;
    private final int block;

    Layout(int tag, int block) {
        this.tag = tag;
        this.block = block;
    }

    int tag() {
        return tag;
    }

    /** Whether it stores numbers that no channel has. */
    boolean pads(long channels) {
        return channels % block != 0;
    }
}
