package org.mnist.peers;

import java.nio.file.Path;
import org.mnist.base.Names;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Engines;
import org.mnist.engine.Profile;
import org.mnist.engine.TrainingEngine;
import org.mnist.network.dl4j.NetworkFactory;

/** The fast engine of this program. */
final class Ours implements Peer {
    private final TrainingEngine engine;
    private final TrainConfig config;

    Ours(TrainConfig config, Path folder) {
        this.config = config;
        engine = new Engines(folder, System.err::println)
                .training(config, () -> NetworkFactory.create(config), config.batch());
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
        float[] probabilities = new float[batch.size() * engine.classes()];
        engine.predict(batch, probabilities, 0);
        return probabilities;
    }

    /** The primitives of a step, each timed alone. */
    Profile profile() {
        return engine.profile().orElseThrow();
    }

    @Override
    public void close() {
        engine.close();
    }
}
