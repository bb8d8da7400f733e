package org.mnist.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** What stages add their calls to. */
final class PlanBuilder {
    private final NativeScope scope;
    private final Parameters parameters;
    private final boolean training;
    private final DataType dataType;
    private final List<Mask> masks = new ArrayList<>();
    private final List<NormStage> norms = new ArrayList<>();
    private final List<Fold> folds = new ArrayList<>();
    private List<PrimitiveCall> calls = new ArrayList<>();
    private Pass pass = Pass.FORWARD;

    /** Bytes that hold a 1 for each number that a dropout keeps and a 0 for each that it drops. */
    record Mask(int layer, double rate, Tensor tensor) {}

    /** Factor and summand for each channel that stand for a batch norm in inference. */
    record Fold(Node.Norm norm, int channels, Storage scale, Storage shift) {}

    /**
     * A builder.
     *
     * @param scope gets all that is made
     * @param parameters the parameters that the plan works on
     * @param training whether the plan trains, or only runs
     * @param numbers the format of convolutions and dense layers
     */
    PlanBuilder(NativeScope scope, Parameters parameters, boolean training, DataType dataType) {
        this.scope = scope;
        this.parameters = parameters;
        this.training = training;
        this.dataType = dataType;
    }

    /** One that only moves numbers. */
    PlanBuilder(NativeScope scope, Parameters parameters) {
        this(scope, parameters, false, DataType.F32);
    }

    NativeScope scope() {
        return scope;
    }

    Parameters parameters() {
        return parameters;
    }

    boolean training() {
        return training;
    }

    /** The format of what goes from layer to layer. */
    int type() {
        return dataType.code();
    }

    /** Says what the calls that follow are part of. */
    void begin(Pass next) {
        pass = next;
    }

    /** The calls added since this was last asked. */
    List<PrimitiveCall> take() {
        List<PrimitiveCall> taken = calls;
        calls = new ArrayList<>();
        return taken;
    }

    List<Mask> masks() {
        return masks;
    }

    List<NormStage> norms() {
        return norms;
    }

    List<Fold> folds() {
        return folds;
    }

    /** Attributes without post-ops. */
    dnnl_primitive_attr plain() {
        return new Attributes(scope).build();
    }

    MemoryDescriptor desc(int type, Layout layout, long... dims) {
        return MemoryDescriptor.of(scope, type, layout, dims);
    }

    /** A new tensor that the arena will place, in the format of the plan. */
    Tensor tensor(Layout layout, long... dims) {
        return tensor(type(), layout, dims);
    }

    Tensor tensor(int type, Layout layout, long... dims) {
        MemoryDescriptor desc = desc(type, layout, dims);
        return new Tensor(desc, Storage.transientOf(desc.bytes()), layout, dims);
    }

    /** A new tensor in a layout that oneDNN chose; null for null. */
    Tensor tensor(MemoryDescriptor desc, long... dims) {
        return desc == null ? null : new Tensor(desc, Storage.transientOf(desc.bytes()), null, dims);
    }

    /** A tensor with zeroed memory that nothing else uses. */
    Tensor own(int type, Layout layout, long... dims) {
        MemoryDescriptor desc = desc(type, layout, dims);
        return new Tensor(desc, Storage.allocate(scope, desc.bytes()), layout, dims);
    }

    /** Asks oneDNN for a primitive. */
    Primitive primitive(String what, Primitive.Request request) {
        Primitive primitive = Primitive.of(scope, request);
        if (primitive == null) {
            throw new UnimplementedPrimitiveException(what);
        }
        return primitive;
    }

    /** Adds a call. */
    void call(String layer, String work, double flop, Primitive primitive, Arguments arguments) {
        MemoryDescriptor scratchpad = primitive.scratchpad();
        if (scratchpad != null) {
            arguments.with(dnnl.DNNL_ARG_SCRATCHPAD, tensor(scratchpad));
        }
        calls.add(new PrimitiveCall(layer, work, pass, flop, primitive, arguments.keys(), arguments.tensors()));
    }

    /** Adds a copy from one layout or format to another. */
    void move(String layer, Tensor from, Tensor to) {
        Primitive reorder = Primitive.of(
                scope,
                desc -> dnnl.dnnl_reorder_primitive_desc_create(
                        desc, from.desc().handle(), OneDnn.engine(), to.desc().handle(), OneDnn.engine(), plain()));
        if (reorder == null) {
            throw new UnimplementedPrimitiveException("a reorder");
        }
        call(
                layer,
                "reorder",
                0,
                reorder,
                new Arguments().with(dnnl.DNNL_ARG_FROM, from).with(dnnl.DNNL_ARG_TO, to));
    }

    /** The tensor in the given layout: itself, if it is so already. */
    Tensor inLayout(String layer, Tensor tensor, Layout layout) {
        return in(layer, tensor, desc(tensor.desc().type(), layout, tensor.dims()), layout);
    }

    /** The tensor in the plan's format and the given layout: itself, if it is so already. */
    Tensor in(String layer, Tensor tensor, Layout layout) {
        return in(layer, tensor, desc(type(), layout, tensor.dims()), layout);
    }

    /** The tensor as {@code wanted} says: itself, if it is so already. */
    Tensor in(String layer, Tensor tensor, MemoryDescriptor wanted, Layout layout) {
        if (tensor.desc().same(wanted)) {
            return tensor;
        }
        Tensor moved = new Tensor(wanted, Storage.transientOf(wanted.bytes()), layout, tensor.dims());
        move(layer, tensor, moved);
        return moved;
    }

    /**
     * Where bfloat16 is emulated, a copy with numbers that bfloat16 has: with c = 2^16 + 1, c·x − (c·x − x) is x rounded
     * to 8 significant bits (Dekker 1971). Otherwise the tensor itself.
     */
    Tensor rounded(String layer, Tensor tensor) {
        if (dataType != DataType.BF16_EMULATED) {
            return tensor;
        }
        Tensor scaled = like(tensor);
        Tensor rounded = like(tensor);
        Primitive scale = primitive(
                "rounding",
                desc -> dnnl.dnnl_eltwise_forward_primitive_desc_create(
                        desc,
                        OneDnn.engine(),
                        dnnl.dnnl_forward_inference,
                        dnnl.dnnl_eltwise_linear,
                        tensor.desc().handle(),
                        tensor.desc().handle(),
                        (1 << 16) + 1,
                        0,
                        plain()));
        call(
                layer,
                "round",
                0,
                scale,
                new Arguments().with(dnnl.DNNL_ARG_SRC, tensor).with(dnnl.DNNL_ARG_DST, scaled));
        Attributes attributes =
                new Attributes(scope).then(dnnl.dnnl_eltwise_linear, -1, 0).then(dnnl.dnnl_binary_add, tensor.desc());
        int key = attributes.argument();
        Primitive difference = binary("rounding", dnnl.dnnl_binary_sub, scaled, tensor, rounded, attributes);
        call(
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

    private Tensor like(Tensor tensor) {
        return new Tensor(tensor.desc(), Storage.transientOf(tensor.desc().bytes()), tensor.layout(), tensor.dims());
    }

    /** An operation on two tensors, number by number. */
    Primitive binary(String what, int algorithm, Tensor a, Tensor b, Tensor to, Attributes attributes) {
        return primitive(
                what,
                desc -> dnnl.dnnl_binary_primitive_desc_create(
                        desc,
                        OneDnn.engine(),
                        algorithm,
                        a.desc().handle(),
                        b.desc().handle(),
                        to.desc().handle(),
                        attributes.build()));
    }
}
