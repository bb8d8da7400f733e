package org.mnist.peers;

import java.nio.file.Path;
import org.mnist.config.LayerSpec;
import org.mnist.config.Names;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Backends;
import org.mnist.engine.onednn.OneDnnEngine;
import org.mnist.engine.onednn.Profile;
import org.mnist.engine.onednn.UnsupportedLayer;
import org.mnist.model.NetworkFactory;

/** This program's fast engine. */
final class Ours implements Peer {
    private final OneDnnEngine engine;
    private final TrainConfig config;

    Ours(TrainConfig config, Path folder) {
        this.config = config;
        try {
            engine = OneDnnEngine.open(
                    NetworkFactory.create(config),
                    config,
                    config.batch(),
                    config.precision(),
                    folder,
                    Backends.threads(config.threads()),
                    System.err::println);
        } catch (UnsupportedLayer e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "mnist " + Names.of(config.precision());
    }

    @Override
    public void step(Batch batch) {
        engine.step(batch, config.learningRate());
    }

    @Override
    public float[] predict(Batch batch) {
        float[] probabilities = new float[batch.size() * LayerSpec.CLASSES];
        engine.predict(batch, probabilities, 0);
        return probabilities;
    }

    /** The primitives of a step, each timed alone. */
    Profile profile() {
        return engine.profile();
    }

    @Override
    public void close() {
        engine.close();
    }
}
