package org.mnist.track.tensorboard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.mnist.track.Figure;
import org.mnist.track.LayerWeights;
import org.nd4j.shade.protobuf.ByteString;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;

/** What is to be seen of a step: {@code tensorflow/core/framework/summary.proto}. */
final class Values {
    /** Bars of a histogram, as many as Keras has. */
    private static final int BARS = 30;

    /** Where the header of a PNG has the size. */
    private static final int PNG_WIDTH = 16;

    private static final int PNG_HEIGHT = 20;
    private static final int RGB = 3;

    private Values() {}

    /** Figures, each a point of a curve. */
    static List<Summary.Value> scalars(List<Figure> figures) {
        return figures.stream()
                .map(figure -> Summary.Value.newBuilder()
                        .setTag(figure.path())
                        .setSimpleValue((float) figure.value())
                        .build())
                .toList();
    }

    /** The weights of each layer. */
    static List<Summary.Value> histograms(List<LayerWeights> layers) {
        return layers.stream()
                .map(layer -> Summary.Value.newBuilder()
                        .setTag("weights/" + layer.name())
                        .setHisto(histogram(layer.weights()))
                        .build())
                .toList();
    }

    /** Numbers in bars of one width; in one bar if all are alike. */
    static HistogramProto histogram(float[] numbers) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float number : numbers) {
            least = Math.min(least, number);
            most = Math.max(most, number);
            sum += number;
            squares += (double) number * number;
        }
        int bars = least < most ? BARS : 1;
        double width = (most - least) / bars;
        double[] counts = new double[bars];
        for (float number : numbers) {
            counts[width == 0 ? 0 : Math.min(bars - 1, (int) ((number - least) / width))]++;
        }
        List<Double> limits = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        for (int i = 0; i < bars; i++) {
            limits.add(i == bars - 1 ? most : least + (i + 1) * width);
            heights.add(counts[i]);
        }
        return HistogramProto.newBuilder()
                .setMin(least)
                .setMax(most)
                .setNum(numbers.length)
                .setSum(sum)
                .setSumSquares(squares)
                .addAllBucketLimit(limits)
                .addAllBucket(heights)
                .build();
    }

    /** A picture. */
    static Summary.Value picture(String tag, byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png);
        return Summary.Value.newBuilder()
                .setTag(tag)
                .setImage(Summary.Image.newBuilder()
                        .setWidth(header.getInt(PNG_WIDTH))
                        .setHeight(header.getInt(PNG_HEIGHT))
                        .setColorspace(RGB)
                        .setEncodedImageString(ByteString.copyFrom(png)))
                .build();
    }
}
