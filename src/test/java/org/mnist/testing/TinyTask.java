package org.mnist.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist.base.Json;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.Synthetic;
import org.mnist.engine.Engines;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.SavedModel;
import org.mnist.experiment.TrainingRun;
import org.mnist.network.Task;
import org.mnist.report.RunReport;

/** Runs of other tasks than MNIST's, on a few images that a program draws. */
public final class TinyTask {
    /** Twenty-six letters, as grey as MNIST. */
    public static final Task LETTERS = new Task(
            1,
            28,
            28,
            IntStream.rangeClosed('a', 'z').mapToObj(c -> "letter " + (char) c).toList());

    /** Four things in colour. */
    public static final Task COLOURS =
            new Task(3, 32, 32, List.of("traffic sign", "rose", "Ünïcode, \"quoted\"", "a cat & a dog"));

    private static final String LAYERS = "[{conv: {filters: 8, kernel: 5, stride: 2, activation: relu}}, {flatten: {}},"
            + " {dense: {units: 32, activation: relu}}, {output: {}}]";

    private TinyTask() {}

    /** A configuration for a task, small and quick. */
    public static TrainConfig config(Task task, String... settings) {
        String[] all = new String[settings.length + 10];
        System.arraycopy(
                new String[] {"task", Json.write(task), "layers", LAYERS, "epochs", "4", "batch", "32", "name", "tiny"},
                0,
                all,
                0,
                10);
        System.arraycopy(settings, 0, all, 10, settings.length);
        return Fixture.config(all);
    }

    /** Trains a run in a folder, with its report, on so many images for each class. */
    public static SavedModel run(Path folder, Task task, int each) {
        Dataset dataset = Synthetic.dataset("drawn", task, each * task.classCount(), 5 * task.classCount());
        return run(folder, config(task), dataset);
    }

    /** Trains a run in a folder, with its report. */
    public static SavedModel run(Path folder, TrainConfig config, Dataset dataset) {
        try (RunDirectory directory = RunDirectory.create(folder, line -> {})) {
            new TrainingRun(
                            directory,
                            config,
                            dataset,
                            List.of("train"),
                            new Engines(TestCache.FOLDER.resolve("layouts"), line -> {}),
                            line -> {})
                    .train(List.of(), () -> false);
            SavedModel model = SavedModel.find(folder, line -> {});
            RunReport.write(directory.files(), dataset, model.kernels(), line -> {});
            return model;
        }
    }
}
