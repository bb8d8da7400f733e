package org.mnist.experiment;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mnist.base.Failure;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.PrintedConfig;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.network.Task;

/**
 * Identity of a run, which must be the same for it to go on: what is trained, how, and on what.
 *
 * @param seed the seed
 * @param configSha256 SHA-256 of the configuration, the number of epochs left out; {@link PrintedConfig} made it in
 *     version 0.1, {@link ConfigIdentity} since
 * @param dataSha256 SHA-256 of the plain content of each file of training images and labels
 */
public record RunIdentity(long seed, String configSha256, Map<String, String> dataSha256) {
    private static final int PRINTED_EPOCHS = 10_000;

    /** Copies the map. */
    public RunIdentity {
        dataSha256 = new TreeMap<>(dataSha256); // sorted, for its text is hashed
    }

    /** The identity of a training that starts or goes on. */
    static RunIdentity of(TrainConfig config, Dataset dataset) {
        if (!dataset.task().equals(config.task()) && !config.task().isOlderFormOf(dataset.task())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    dataset.name() + " is of another task than the run: " + words(dataset.task()) + ", the run of "
                            + words(config.task()) + "; name its data, or start a new run");
        }
        dataset.train(); // read and checked here, so that the hashes are known
        return new RunIdentity(config.seed(), sha256(config, dataset.own()), dataset.trainHashes());
    }

    private static String words(Task task) {
        return task.words() + " (" + task.name(0) + " to " + task.name(task.classCount() - 1) + ")";
    }

    /** Own data is known by what it holds, wherever it lies. */
    private static String sha256(TrainConfig config, boolean own) {
        return own ? ConfigIdentity.sha256(config, "epochs", "data") : ConfigIdentity.sha256(config, "epochs");
    }

    /**
     * Refuses to go on with another run than the one that was saved.
     *
     * @param config what this identity is of
     * @throws Failure of kind USAGE if the images are others, BAD_INPUT if the configuration is
     */
    void requireSame(RunIdentity saved, TrainConfig config, RunFiles files) {
        if (!dataSha256.equals(saved.dataSha256)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the run was trained on other images: its data had SHA-256 " + saved.dataSha256 + ", and now "
                            + dataSha256 + "; bring the old files back or start a new run");
        }
        if (seed != saved.seed || !known(config, files).contains(saved.configSha256)) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    files.config() + " is not what the run was trained with: it was changed, or another version of"
                            + " mnist wrote it; bring the old one back or start a new run");
        }
    }

    /** All forms that the hash of this configuration has had; once it told where the data was, and of itself. */
    private List<String> known(TrainConfig config, RunFiles files) {
        TrainConfig before = Files.exists(files.config())
                ? config.withData(files.readConfig().data())
                : config;
        return List.of(
                configSha256,
                ConfigIdentity.sha256(before, "epochs"),
                ConfigIdentity.withTexts(before, "epochs", "data"),
                ConfigIdentity.withTexts(before, "epochs"),
                PrintedConfig.sha256(before.withEpochs(PRINTED_EPOCHS)));
    }
}
