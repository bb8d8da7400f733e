package org.mnist.cli.commands;

import java.nio.file.Path;
import org.mnist.base.BuildInfo;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.OutputFile;
import org.mnist.experiment.SavedModel;
import org.mnist.network.file.ModelFiles;
import org.mnist.network.onnx.OnnxFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist export}. */
@Command(
        name = "export",
        description = {
            "Writes a trained model in a form that other programs run.",
            "The ONNX model takes `image`, numbers in 0..1 as the network was trained on them, N × channels × rows × columns,"
                    + " and gives `probabilities`, N × classes, by operators of opset " + OnnxFile.OPSET
                    + ". Its metadata"
                    + " have the names of the classes and the shape of an image."
        })
final class ExportCommand extends BaseCommand {
    @Parameters(
            paramLabel = "RUN|MODEL.zip",
            description = "A run folder, whose best.zip is taken, or a DL4J model file.")
    Path model;

    @Option(names = "--onnx", paramLabel = "FILE", required = true, description = "The ONNX file to write, a new one.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    OutputFile onnx;

    ExportCommand(Context context) {
        super(context);
    }

    /** The file that was written, in JSON. */
    record Exported(String model, String onnx, int opset, long bytes) {}

    @Override
    void check() {
        onnx.requireNew();
    }

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        try (ModelFiles.Model read = saved.read()) {
            onnx.write(out -> OnnxFile.write(
                    read.network(),
                    read.architecture(),
                    saved.task(),
                    BuildInfo.version(),
                    saved.origin(console::info),
                    out));
        }
        print(
                new Exported(
                        saved.file().toString(),
                        onnx.toString(),
                        OnnxFile.OPSET,
                        onnx.path().toFile().length()),
                onnx.toString());
        return ExitCode.OK;
    }
}
