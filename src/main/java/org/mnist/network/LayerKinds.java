package org.mnist.network;

import java.util.List;

/**
 * One thing for each kind of layer, where there is no layer to ask yet: who implements this cannot forget one.
 *
 * @param <T> the thing
 */
public interface LayerKinds<T> {
    /** The thing for a convolution. */
    T conv();

    /** The thing for a pooling by maximum. */
    T maxPool();

    /** The thing for a pooling by mean. */
    T avgPool();

    /** The thing for a batch normalisation. */
    T batchNorm();

    /** The thing for an activation. */
    T activate();

    /** The thing for a dropout. */
    T dropout();

    /** The thing for a flatten. */
    T flatten();

    /** The thing for a fully connected layer. */
    T dense();

    /** The thing for a mean of whole maps. */
    T globalAvgPool();

    /** The thing for a maximum of whole maps. */
    T globalMaxPool();

    /** The thing for zeros around maps. */
    T zeroPad();

    /** The thing for a crop to the middle of maps. */
    T centreCrop();

    /** The thing for the output layer. */
    T output();

    /** The things for all kinds. */
    default List<T> all() {
        return List.of(
                conv(),
                maxPool(),
                avgPool(),
                batchNorm(),
                activate(),
                dropout(),
                flatten(),
                dense(),
                globalAvgPool(),
                globalMaxPool(),
                zeroPad(),
                centreCrop(),
                output());
    }
}
