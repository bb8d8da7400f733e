package org.mnist.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the first layer with weights looks for in an image. */
public final class FirstLayer {
    private static final int SIDE = 28;

    private FirstLayer() {}

    /**
     * Its kernels: of a convolution its filters, of a dense layer the weights of each unit, as images.
     *
     * @return number, row, column; null if the first layer with weights is neither, or does not see the image
     */
    public static float[][][] kernels(MultiLayerNetwork network) {
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof ConvolutionLayer conv) {
                INDArray weights = layer.getParam("W"); // filters, channels, rows, columns
                int[] size = conv.getKernelSize();
                return conv.getNIn() != 1 ? null : images(weights.reshape('c', conv.getNOut(), size[0], size[1]));
            }
            if (layer.conf().getLayer() instanceof DenseLayer dense) {
                INDArray weights = layer.getParam("W").transpose(); // units, inputs
                return dense.getNIn() != SIDE * SIDE
                        ? null
                        : images(weights.dup('c').reshape('c', dense.getNOut(), SIDE, SIDE));
            }
        }
        return null;
    }

    private static float[][][] images(INDArray weights) {
        int count = (int) weights.size(0);
        float[][][] images = new float[count][][];
        for (int i = 0; i < count; i++) {
            images[i] = weights.slice(i).toFloatMatrix();
        }
        return images;
    }
}
