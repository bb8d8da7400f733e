package org.mnist.network.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The patterns that the first layer with weights looks for in an image. */
public final class FirstLayer {
    private static final float[][][][] NONE = {};

    private FirstLayer() {}

    /**
     * The kernels of that layer: of a convolution its filters, of a dense layer the weights of each unit, as images.
     *
     * @param image the shape of the images
     * @return number, channel, row, column; none if the first layer with weights is neither, or does not see the image
     */
    public static float[][][][] kernels(MultiLayerNetwork network, Shape image) {
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof ConvolutionLayer conv) {
                int[] size = conv.getKernelSize();
                // Filters, channels, rows, columns.
                return conv.getNIn() != image.channels()
                        ? NONE
                        : images(layer.getParam("W"), Shape.maps(image.channels(), size[0], size[1]));
            }
            if (layer.conf().getLayer() instanceof DenseLayer dense) {
                // Inputs, units.
                return dense.getNIn() != image.size()
                        ? NONE
                        : images(layer.getParam("W").transpose(), image);
            }
        }
        return NONE;
    }

    private static float[][][][] images(INDArray weights, Shape kernel) {
        float[] line = weights.dup('c').reshape(weights.length()).toFloatVector();
        float[][][][] images =
                new float[line.length / kernel.size()][kernel.channels()][kernel.height()][kernel.width()];
        int next = 0;
        for (float[][][] image : images) {
            for (float[][] channel : image) {
                for (float[] row : channel) {
                    System.arraycopy(line, next, row, 0, row.length);
                    next += row.length;
                }
            }
        }
        return images;
    }
}
