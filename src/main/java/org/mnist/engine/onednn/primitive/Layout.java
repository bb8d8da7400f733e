package org.mnist.engine.onednn.primitive;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** An order in memory of the numbers of a tensor. */
public enum Layout {
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
    BLOCKED_16(dnnl.dnnl_aBcd16b, 16),
    /** An order that oneDNN chose and that has no name here. */
    OPAQUE(dnnl.dnnl_format_tag_undef, 1);

    /** The layouts that feature maps can have. */
    public static final List<Layout> OF_MAPS = List.of(PLAIN, CHANNELS_LAST, BLOCKED_8, BLOCKED_16);

    private final int tag;
    private final int block;

    Layout(int tag, int block) {
        this.tag = tag;
        this.block = block;
    }

    /** oneDNN's {@code dnnl_format_tag_t}. */
    public int tag() {
        return tag;
    }

    /** Whether so many channels are filled up with zeros. */
    public boolean pads(long channels) {
        return channels % block != 0;
    }
}
