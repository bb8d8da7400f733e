package org.mnist.network;

/**
 * One answer for each kind of layer: who implements this cannot forget one.
 *
 * @param <R> the answer
 */
public interface LayerVisitor<R> {
    /** The answer for a convolution. */
    R conv(LayerSpec.Conv layer);

    /** The answer for a pooling by maximum. */
    R maxPool(LayerSpec.MaxPool layer);

    /** The answer for a pooling by mean. */
    R avgPool(LayerSpec.AvgPool layer);

    /** The answer for a batch normalisation. */
    R batchNorm(LayerSpec.BatchNorm layer);

    /** The answer for an activation. */
    R activate(LayerSpec.Activate layer);

    /** The answer for a dropout. */
    R dropout(LayerSpec.Dropout layer);

    /** The answer for a flatten. */
    R flatten(LayerSpec.Flatten layer);

    /** The answer for a fully connected layer. */
    R dense(LayerSpec.Dense layer);

    /** The answer for a mean of whole maps. */
    R globalAvgPool(LayerSpec.GlobalAvgPool layer);

    /** The answer for a maximum of whole maps. */
    R globalMaxPool(LayerSpec.GlobalMaxPool layer);

    /** The answer for zeros around maps. */
    R zeroPad(LayerSpec.ZeroPad layer);

    /** The answer for a crop to the middle of maps. */
    R centreCrop(LayerSpec.CentreCrop layer);

    /** The answer for the output layer. */
    R output(LayerSpec.Output layer);
}
