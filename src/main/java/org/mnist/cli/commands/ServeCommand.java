package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.ReaderOption;
import org.mnist.cli.options.RefuseOption;
import org.mnist.config.TrainConfig;
import org.mnist.data.DatasetStore;
import org.mnist.engine.Predictor;
import org.mnist.experiment.SavedModel;
import org.mnist.network.Task;
import org.mnist.network.dl4j.Backends;
import org.mnist.serve.DigitServer;
import org.mnist.serve.ModelInfo;
import org.mnist.serve.PictureReader;
import org.mnist.vision.Recogniser;
import org.mnist.vision.WholeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist serve}. */
@Command(
        name = "serve",
        description = {
            "Serves a page on this machine, and to it alone, where a person draws, or opens a picture, and sees it read.",
            "POST /predict takes a picture and answers in JSON: curl --data-binary @picture.png URL/predict"
        })
final class ServeCommand extends BaseCommand {
    private static final int MAX_PORT = 65_535;

    /** One thread; with more, an engine waits for its own threads where several pages ask at once. */
    private static final int THREADS = 1;

    @Parameters(
            paramLabel = "RUN|MODEL.zip",
            description = "A run folder, whose best.zip is taken, or a DL4J model file.")
    Path model;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port, 0 for any that is free; 8080 if not given.")
    int port;

    @Mixin
    ReaderOption reader = new ReaderOption();

    @Mixin
    RefuseOption refuse = new RefuseOption();

    ServeCommand(Context context) {
        super(context);
    }

    /** The address of the page, in JSON. */
    record Serving(String url, String model) {}

    @Override
    void check() {
        if (port < 0 || port > MAX_PORT) {
            throw new Failure(Failure.Kind.USAGE, "--port is " + port + "; valid are 0 to " + MAX_PORT);
        }
    }

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        Task task = saved.task();
        boolean digits = reader.finds(task, saved.file(), refuse);
        try (Predictor predictor = saved.open(context.engines(), THREADS);
                DigitServer server = DigitServer.start(
                        port,
                        digits ? digits(predictor, task) : whole(predictor, task),
                        card(saved, console::info),
                        () -> Backends.computeHereWith(THREADS),
                        console::info)) {
            print(new Serving(server.address(), saved.file().toString()), server.address());
            console.info("Ctrl-C ends it");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    private PictureReader digits(Predictor predictor, Task task) {
        return PictureReader.digits(
                new Recogniser(predictor, task.image(), context.store().open(DatasetStore.SAMPLE), refuse.share()));
    }

    private PictureReader whole(Predictor predictor, Task task) {
        return PictureReader.whole(new WholeReader(predictor, task, reader.inverts()));
    }

    /** The words on the page about a model; of a run that has ended, how well it reads. */
    static ModelInfo card(SavedModel saved, Consumer<String> log) {
        return saved.config()
                .map(config -> card(saved, config, log))
                .orElseGet(() -> new ModelInfo(String.valueOf(saved.file().getFileName()), ""));
    }

    private static ModelInfo card(SavedModel saved, TrainConfig config, Consumer<String> log) {
        String size = (config.task().tellsDigits() ? "" : config.task().classCount() + " classes; ")
                + Text.count(config.architecture().trainable()) + " parameters";
        return new ModelInfo(
                config.name(),
                saved.result(log)
                        .map(result -> Text.format(
                                "reads %s of %s test images right%s; %s",
                                Text.percent(result.best().test().accuracy()),
                                Text.count(result.best().test().images()),
                                result.sample() ? " of the small sample" : "",
                                size))
                        .orElse(size));
    }
}
