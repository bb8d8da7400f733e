package org.mnist.network.file;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.network.dl4j.NetworkSpec;

/** The way from a DL4J network in memory back to our specification of it. */
public final class NetworkSpecs {
    private NetworkSpecs() {}

    /**
     * The specification from which this program would build the same network, weights aside.
     *
     * @throws IllegalArgumentException if this program builds no such network; the message is a clause that says why, and
     *     names the layer where one is to blame
     */
    public static NetworkSpec of(MultiLayerNetwork network) {
        byte[] json = network.getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8);
        try {
            return SavedConfiguration.read(json, Optional.empty()).spec();
        } catch (InvalidModelException e) {
            String why = e.getCause() == null ? "some layer has a setting of its own" : Failure.message(e.getCause());
            throw new IllegalArgumentException(why, e);
        }
    }
}
