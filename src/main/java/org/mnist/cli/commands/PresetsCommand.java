package org.mnist.cli.commands;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Names;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.config.Presets;
import org.mnist.config.Published;
import org.mnist.config.TrainConfig;
import picocli.CommandLine.Command;

/** {@code mnist presets}. */
@Command(name = "presets", description = "Lists the architectures that come with the program.")
final class PresetsCommand extends BaseCommand {
    PresetsCommand(Context context) {
        super(context);
    }

    /** A preset in JSON. */
    record Preset(
            String name,
            String about,
            long parameters,
            long trainable,
            double megaflop,
            String optimizer,
            double learningRate,
            int batch,
            int epochs,
            String validation,
            @Nullable Double publishedAccuracy,
            @Nullable String publishedNote) {}

    @Override
    int run(Console console) {
        List<TrainConfig> presets = Presets.all();
        Table table = new Table("preset", ">params", ">trainable", "recipe", ">published", "about");
        for (TrainConfig preset : presets) {
            table.row(
                    preset.name(),
                    Text.count(preset.architecture().parameters()),
                    Text.count(preset.architecture().trainable()),
                    Text.format(
                            "%s %s, batch %d, %s",
                            Names.of(preset.optimizer().kind()),
                            preset.learningRate(),
                            preset.batch(),
                            Text.number(preset.epochs(), "epoch")),
                    preset.reported()
                            .map(published -> Text.format("%.2f %%", published.accuracy()))
                            .orElse(""),
                    preset.about());
        }
        print(presets.stream().map(PresetsCommand::json).toList(), table.text(context.tableColumns()));
        return ExitCode.OK;
    }

    private static Preset json(TrainConfig preset) {
        return new Preset(
                preset.name(),
                preset.about(),
                preset.architecture().parameters(),
                preset.architecture().trainable(),
                preset.architecture().megaflop(),
                Names.of(preset.optimizer().kind()),
                preset.learningRate(),
                preset.batch(),
                preset.epochs(),
                preset.validation().text(),
                preset.reported().map(Published::share).orElse(null),
                preset.reported().map(Published::note).orElse(null));
    }
}
