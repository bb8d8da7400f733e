package org.mnist.cli.commands;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Candidates;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.output.LayerTable;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.experiment.RunFiles;
import org.mnist.network.Architecture;
import org.mnist.network.Task;
import org.mnist.report.AugmentationPicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist show}. */
@Command(name = "show", description = "Shows the layers of an architecture with their shapes and parameters.")
final class ShowCommand extends BaseCommand {
    @Parameters(
            paramLabel = "PRESET|FILE|RUN",
            completionCandidates = Candidates.OfPresets.class,
            description = "A preset, a YAML file, or a run folder.")
    String what;

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            completionCandidates = Candidates.OfData.class,
            description = "Data to fit it to; if not given, what it was made for.")
    Optional<String> data = Optional.empty();

    @Option(
            names = "--augmentation",
            paramLabel = "FILE.png",
            description = "Draw what its augmentation makes of an image of each class; the first column is as it was.")
    Optional<OutputFile> augmentation = Optional.empty();

    ShowCommand(Context context) {
        super(context);
    }

    /** A layer in JSON. */
    record LayerRow(
            int number, String kind, String detail, String output, long parameters, long trainable, double megaflop) {}

    /** An architecture in JSON. */
    record Shown(
            String name, List<LayerRow> layers, long parameters, long trainable, long nonTrainable, double megaflop) {}

    @Override
    int run(Console console) {
        TrainConfig config = config(console);
        augmentation.ifPresent(file -> {
            file.write(augmented(config));
            int classes = config.task().classCount();
            int rows = AugmentationPicture.drawn(classes).size();
            console.info("drawn: " + file + (rows < classes ? ", " + rows + " of " + classes + " classes" : ""));
        });
        Architecture architecture = config.architecture();
        List<LayerRow> rows = architecture.rows().stream()
                .map(row -> new LayerRow(
                        row.number(),
                        row.layer().kind(),
                        row.layer().detail(),
                        row.out().toString(),
                        row.parameters(),
                        row.trainable(),
                        row.megaflop()))
                .toList();
        print(
                new Shown(
                        config.name(),
                        rows,
                        architecture.parameters(),
                        architecture.trainable(),
                        architecture.parameters() - architecture.trainable(),
                        architecture.megaflop()),
                LayerTable.of(config));
        return ExitCode.OK;
    }

    private TrainConfig config(Console console) {
        if (Files.isDirectory(Path.of(what))) {
            if (data.isPresent()) {
                throw usage("--data: " + what + " is a run, and was trained on its own data; leave --data out");
            }
            return new RunFiles(Path.of(what), console::info).readConfig();
        }
        List<ConfigLoader.Setting> settings = data.map(
                        value -> List.of(new ConfigLoader.Setting("data", value, "--data")))
                .orElse(List.of());
        return ConfigLoader.load(what, null, settings, context.store(), console::info);
    }

    private BufferedImage augmented(TrainConfig config) {
        if (config.augmentation().changesNothing()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    config.name()
                            + " has no augmentation to draw; set one in a file, such as `augmentation: {rotation:"
                            + " 10}`");
        }
        Dataset dataset = config.task().equals(Task.MNIST)
                ? context.store().open(DatasetStore.SAMPLE)
                : context.store().open(config);
        return AugmentationPicture.draw(
                dataset.train(), config.task().classCount(), config.augmentation(), config.seed());
    }
}
