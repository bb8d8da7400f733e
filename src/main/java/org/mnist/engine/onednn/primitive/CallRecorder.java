package org.mnist.engine.onednn.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** A list of primitive calls in the making, with the tensors that they work on. */
public class CallRecorder {
    private final NativeScope scope;
    private List<PrimitiveCall> calls = new ArrayList<>();
    private Pass pass = Pass.FORWARD;

    /**
     * A recorder without calls.
     *
     * @param scope owner of all that is made
     */
    public CallRecorder(NativeScope scope) {
        this.scope = scope;
    }

    /** The owner of all that is made. */
    public final NativeScope scope() {
        return scope;
    }

    /** Names the pass that the calls from now on are part of. */
    public final void begin(Pass next) {
        pass = next;
    }

    /** The calls recorded since the last time they were taken. */
    public final List<PrimitiveCall> take() {
        List<PrimitiveCall> taken = calls;
        calls = new ArrayList<>();
        return taken;
    }

    /** Attributes without post-ops. */
    public final dnnl_primitive_attr plain() {
        return new Attributes(scope).build();
    }

    /** A descriptor of numbers of one of oneDNN's data types in a layout. */
    public final MemoryDescriptor descriptor(int type, Layout layout, long... dims) {
        return MemoryDescriptor.of(scope, type, layout, dims);
    }

    /** A new tensor that the {@link Arena} will place. */
    public final Tensor tensor(int type, Layout layout, long... dims) {
        MemoryDescriptor descriptor = descriptor(type, layout, dims);
        return new Tensor(descriptor, Storage.transientOf(descriptor.bytes()), layout, dims);
    }

    /** A new tensor that the arena will place, in a layout that oneDNN chose. */
    public final Tensor tensor(MemoryDescriptor descriptor, long... dims) {
        return new Tensor(descriptor, Storage.transientOf(descriptor.bytes()), Layout.OPAQUE, dims);
    }

    /** A new tensor of the same type, sizes and layout, which the arena will place. */
    public final Tensor like(Tensor tensor) {
        MemoryDescriptor descriptor = tensor.descriptor();
        return new Tensor(descriptor, Storage.transientOf(descriptor.bytes()), tensor.layout(), tensor.dims());
    }

    /** A tensor with zeroed memory that nothing else uses. */
    public final Tensor own(int type, Layout layout, long... dims) {
        MemoryDescriptor descriptor = descriptor(type, layout, dims);
        return new Tensor(descriptor, Storage.allocate(scope, descriptor.bytes()), layout, dims);
    }

    /**
     * Asks oneDNN for a primitive.
     *
     * @param what the subject of the exception's message
     * @throws UnimplementedPrimitiveException if oneDNN has none for these descriptors
     */
    public final Primitive primitive(String what, Primitive.Request request) {
        return Primitive.of(scope, request).orElseThrow(() -> new UnimplementedPrimitiveException(what));
    }

    /** Asks oneDNN for an operation on two tensors, number by number. */
    public final Primitive binary(String what, int algorithm, Tensor a, Tensor b, Tensor to, Attributes attributes) {
        return primitive(
                what,
                desc -> dnnl.dnnl_binary_primitive_desc_create(
                        desc,
                        Library.engine(),
                        algorithm,
                        a.descriptor().handle(),
                        b.descriptor().handle(),
                        to.descriptor().handle(),
                        attributes.build()));
    }

    /**
     * Records a call.
     *
     * @param layer name of the layer that it works for
     * @param work what it does there
     * @param flop floating-point operations it takes; 0 where nobody counts
     * @param primitive the operation
     * @param arguments its tensors; a scratchpad is added
     */
    public final void call(String layer, String work, double flop, Primitive primitive, Arguments arguments) {
        Optional<MemoryDescriptor> scratchpad = primitive.scratchpad();
        scratchpad.ifPresent(descriptor -> arguments.with(dnnl.DNNL_ARG_SCRATCHPAD, tensor(descriptor)));
        calls.add(new PrimitiveCall(layer, work, pass, flop, primitive, arguments.keys(), arguments.tensors()));
    }

    /** Records a reorder: a copy from one layout or data type to another. */
    public final void reorder(String layer, Tensor from, Tensor to) {
        Primitive reorder = primitive(
                "a reorder",
                desc -> dnnl.dnnl_reorder_primitive_desc_create(
                        desc,
                        from.descriptor().handle(),
                        Library.engine(),
                        to.descriptor().handle(),
                        Library.engine(),
                        plain()));
        call(
                layer,
                "reorder",
                0,
                reorder,
                new Arguments().with(dnnl.DNNL_ARG_FROM, from).with(dnnl.DNNL_ARG_TO, to));
    }

    /** The tensor in the given layout: itself, if it is so already, or a reordered copy. */
    public final Tensor inLayout(String layer, Tensor tensor, Layout layout) {
        return as(layer, tensor, descriptor(tensor.descriptor().type(), layout, tensor.dims()), layout);
    }

    /** The tensor as {@code wanted} describes it: itself, if it is so already, or a reordered copy. */
    public final Tensor as(String layer, Tensor tensor, MemoryDescriptor wanted, Layout layout) {
        if (tensor.descriptor().same(wanted)) {
            return tensor;
        }
        Tensor moved = new Tensor(wanted, Storage.transientOf(wanted.bytes()), layout, tensor.dims());
        reorder(layer, tensor, moved);
        return moved;
    }
}
