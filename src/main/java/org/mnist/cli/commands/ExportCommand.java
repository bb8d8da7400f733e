package org.mnist.cli.commands;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.BuildInfo;
import org.mnist.base.Console;
import org.mnist.base.SafeFiles;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.OutputFolder;
import org.mnist.experiment.SavedModel;
import org.mnist.network.dl4j.TrainedNetwork;
import org.mnist.network.file.ModelFiles;
import org.mnist.network.keras.KerasModel;
import org.mnist.network.onnx.OnnxFile;
import org.mnist.network.safetensors.SafetensorsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist export}. */
@Command(
        name = "export",
        description = {
            "Writes a trained model in forms that other programs run; several in one call.",
            "Each takes images as numbers in 0..1, as the network was trained on them, and gives the probabilities of the"
                    + " classes. The shape of an image, the names of the classes and the origin of the model go along as its"
                    + " metadata. docs/cookbook.md shows how to use each.",
            "The ONNX model takes `image`, N × channels × rows × columns, and gives `probabilities`, by operators of opset "
                    + OnnxFile.OPSET
                    + ". The safetensors file is the state of a PyTorch nn.Sequential, whose modules its"
                    + " metadata list; images are as for ONNX. The TensorFlow.js folder has a Keras layers model, which takes"
                    + " N × rows × columns × channels."
        })
final class ExportCommand extends BaseCommand {
    @Parameters(
            paramLabel = "RUN|MODEL.zip",
            description = "A run folder, whose best.zip is taken, or a DL4J model file.")
    Path model;

    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            description = "The ONNX file to write, a new one: for every program that runs ONNX.")
    Optional<OutputFile> onnx = Optional.empty();

    @Option(
            names = "--safetensors",
            paramLabel = "FILE",
            description = "The safetensors file to write, a new one: for PyTorch.")
    Optional<OutputFile> safetensors = Optional.empty();

    @Option(
            names = "--tfjs",
            paramLabel = "DIR",
            description = "The folder to write a TensorFlow.js model into, a new one: for pages in a browser.")
    Optional<OutputFolder> tfjs = Optional.empty();

    ExportCommand(Context context) {
        super(context);
    }

    /** What was written, in JSON. */
    record Exports(String model, List<Exported> exports) {}

    /**
     * A file or folder that was written, in JSON.
     *
     * @param format {@code onnx}, {@code safetensors} or {@code tfjs}
     * @param path of the file, or of the folder
     * @param bytes of the file, or of all files in the folder
     * @param opset version of ONNX's operators; null of what is no ONNX
     */
    record Exported(
            String format,
            String path,
            long bytes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer opset) {}

    @Override
    void check() {
        if (onnx.isEmpty() && safetensors.isEmpty() && tfjs.isEmpty()) {
            throw usage("there is nothing to write; name --onnx FILE, --safetensors FILE or --tfjs DIR");
        }
        onnx.ifPresent(OutputFile::requireNew);
        safetensors.ifPresent(OutputFile::requireNew);
        List<Path> outputs = new ArrayList<>();
        onnx.map(OutputFile::path).ifPresent(outputs::add);
        safetensors.map(OutputFile::path).ifPresent(outputs::add);
        tfjs.map(OutputFolder::path).ifPresent(outputs::add);
        OutputFile.requireApart(outputs, List.of());
    }

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        List<Exported> exports = new ArrayList<>();
        try (ModelFiles.Model read = saved.read()) {
            TrainedNetwork trained = new TrainedNetwork(
                    read.network(),
                    read.architecture(),
                    saved.task(),
                    BuildInfo.version(),
                    saved.origin(console::info));
            // Both may refuse a layer, which is to be known before anything is written.
            Optional<SafetensorsFile> torch = safetensors.map(file -> SafetensorsFile.of(trained));
            Optional<KerasModel> keras = tfjs.map(folder -> KerasModel.of(trained));
            onnx.ifPresent(file -> {
                file.writeNew(out -> OnnxFile.write(trained, out));
                exports.add(exported("onnx", file.path(), OnnxFile.OPSET));
            });
            safetensors.ifPresent(file -> {
                file.writeNew(torch.orElseThrow()::write);
                exports.add(exported("safetensors", file.path(), null));
            });
            tfjs.ifPresent(folder -> {
                write(keras.orElseThrow(), folder);
                exports.add(exported("tfjs", folder.path(), null));
            });
        }
        print(
                new Exports(saved.file().toString(), exports),
                exports.stream().map(Exported::path).collect(Collectors.joining("\n")));
        exports.forEach(export -> console.info(next(export)));
        return ExitCode.OK;
    }

    /** Writes the file that names the other one last, so that a folder with it is whole. */
    private static void write(KerasModel keras, OutputFolder folder) {
        Map<String, SafeFiles.Content> files = new LinkedHashMap<>();
        files.put(KerasModel.WEIGHTS, keras::writeWeights);
        files.put(KerasModel.MODEL, out -> out.write(keras.json().getBytes(StandardCharsets.UTF_8)));
        folder.writeAll(files);
    }

    private static Exported exported(String format, Path path, @Nullable Integer opset) {
        return new Exported(format, path.toString(), SafeFiles.size(path), opset);
    }

    private static String next(Exported export) {
        String how = switch (export.format()) {
            case "onnx" -> "run " + export.path() + " by ONNX Runtime, in Python, a browser, Java or C++";
            case "safetensors" -> "load " + export.path() + " into PyTorch";
            default -> "put " + export.path() + " on a web server, and load its model.json by TensorFlow.js";
        };
        return "next: " + how + "; docs/cookbook.md has the lines to copy";
    }
}
