package org.mnist.engine.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.mnist.engine.onednn.plan.Plan;
import org.mnist.engine.onednn.primitive.CallRecorder;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.primitive.Storage;
import org.mnist.engine.onednn.primitive.Tensor;
import org.mnist.engine.onednn.stage.DropoutMask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Lets DL4J drop what this engine has dropped. */
final class FixedDropout implements IDropout {
    private static final long serialVersionUID = 1;

    private final transient INDArray factors;

    private FixedDropout(INDArray factors) {
        this.factors = factors;
    }

    /** Gives the dropout layers of a network the masks that a plan has just used. */
    static void replace(MultiLayerNetwork network, Plan plan) {
        for (DropoutMask mask : plan.masks()) {
            ((DropoutLayer) network.getLayer(mask.layer()).conf().getLayer())
                    .setIDropout(new FixedDropout(factors(mask)));
        }
    }

    /** The mask in DL4J's order, scaled. */
    private static INDArray factors(DropoutMask mask) {
        try (NativeScope scope = new NativeScope()) {
            CallRecorder recorder = new CallRecorder(scope);
            Tensor tensor = mask.tensor();
            MemoryDescriptor plain = MemoryDescriptor.dense(scope, dnnl.dnnl_f32, tensor.dims());
            Tensor copy = new Tensor(plain, Storage.allocate(scope, plain.bytes()), Layout.OPAQUE, tensor.dims());
            recorder.reorder("mask", tensor, copy);
            for (PrimitiveCall call : recorder.take()) {
                call.bind(scope);
                call.run();
            }
            float[] values = new float[(int) tensor.count()];
            copy.storage().floats().get(values);
            return Nd4j.createFromArray(values).divi(1 - mask.rate());
        }
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        return result.assign(input.mul(factors.reshape(input.shape())));
    }

    @Override
    public INDArray backprop(INDArray above, INDArray below, int iteration, int epoch) {
        return below.assign(above.mul(factors.reshape(above.shape())));
    }

    @Override
    public void clear() {
        // The masks stay: they are the point.
    }

    @Override
    public IDropout clone() {
        return this;
    }
}
