package org.mnist.cli.commands;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Ports;
import org.mnist.cli.options.ReaderOption;
import org.mnist.cli.options.RefuseOption;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Predictor;
import org.mnist.experiment.SavedModel;
import org.mnist.network.dl4j.Backends;
import org.mnist.serve.ModelInfo;
import org.mnist.serve.ModelServer;
import org.mnist.serve.PictureReader;
import org.mnist.serve.ServedModel;
import org.mnist.serve.ServerSettings;
import org.mnist.vision.WholeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist serve}. */
@Command(
        name = "serve",
        description = {
            "Serves a page, to this machine alone if not told otherwise, where a person draws, or opens a picture, and sees"
                    + " it read.",
            "POST /predict takes a picture and answers in JSON: curl --data-binary @picture.png URL/predict. What else it"
                    + " takes is at /openapi.json."
        })
final class ServeCommand extends BaseCommand {
    /** One thread; with more, an engine waits for its own threads where several pages ask at once. */
    private static final int THREADS = 1;

    @Parameters(
            paramLabel = "RUN|MODEL.zip",
            arity = "1..*",
            description =
                    "Run folders, whose best.zip is taken, or DL4J model files. Of several, the page has a choice and"
                            + " /predict?model=NAME an answer; NAME=RUN gives a name, which else is that of the folder or file.")
    List<String> models = List.of();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port, 0 for any that is free; 8080 if not given.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on. If not given, only this machine is answered. 0.0.0.0 is every address of"
                            + " this machine, for class rooms and containers: whoever reaches it and has the token can use it.")
    String host = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "What every request must know, as ?token=TOKEN or Authorization: Bearer TOKEN, but those for"
                    + " /healthz. If not given, one is made up with --host, and none is asked for without.")
    Optional<String> token = Optional.empty();

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            description = "Let pages of this origin use the server, such as https://example.org; may be given several"
                    + " times. If not given, only its own page may.")
    List<String> origins = List.of();

    @Mixin
    ReaderOption reader = new ReaderOption();

    @Mixin
    RefuseOption refuse = new RefuseOption();

    ServeCommand(Context context) {
        super(context);
    }

    /**
     * The server, in JSON.
     *
     * @param url the address of the page, with the token if there is one
     * @param model the file of the first model
     * @param models all of them
     */
    record Serving(String url, String model, List<Named> models) {}

    /**
     * A model that a person named.
     *
     * @param name how requests name it
     * @param model a run folder or a model file
     */
    record Named(String name, String model) {}

    @Override
    void check() {
        Ports.check("--port", port);
        token.ifPresent(ServerSettings::checkToken);
        origins.forEach(ServerSettings::checkOrigin);
        named(models);
    }

    @Override
    int run(Console console) {
        ServerSettings settings = settings();
        List<Named> named = named(models);
        List<Predictor> predictors = new ArrayList<>();
        try (DigitReaders readers = new DigitReaders(context, refuse)) {
            List<SavedModel> saved = named.stream()
                    .map(one -> SavedModel.find(Path.of(one.model()), console::info))
                    .toList();
            List<ServedModel> served = new ArrayList<>();
            for (int i = 0; i < named.size(); i++) {
                SavedModel model = saved.get(i);
                boolean digits = reader.finds(model.task(), model.file(), refuse);
                Predictor predictor = model.open(context.engines(), THREADS);
                predictors.add(predictor);
                served.add(new ServedModel(
                        named.get(i).name(),
                        card(model, console::info),
                        digits
                                ? PictureReader.digits(readers.of(predictor, model.task()))
                                : PictureReader.whole(new WholeReader(predictor, model.task(), reader.inverts()))));
            }
            serve(settings, served, saved, console);
        } finally {
            predictors.forEach(Predictor::close);
        }
        return ExitCode.OK;
    }

    private void serve(ServerSettings settings, List<ServedModel> served, List<SavedModel> saved, Console console) {
        try (ModelServer server =
                ModelServer.start(settings, served, () -> Backends.computeHereWith(THREADS), console::info)) {
            List<Named> files = new ArrayList<>();
            for (int i = 0; i < served.size(); i++) {
                files.add(new Named(served.get(i).name(), saved.get(i).file().toString()));
            }
            print(new Serving(server.url(), files.get(0).model(), files), server.url());
            opened(settings, server.address()).forEach(console::error);
            console.info("Ctrl-C ends it");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSettings settings() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--host is " + Text.printable(host)
                            + ", which is no address; 0.0.0.0 is every address of this machine",
                    e);
        }
        Optional<String> wanted =
                token.isPresent() || address.isLoopbackAddress() ? token : Optional.of(ServerSettings.newToken());
        return new ServerSettings(address, port, wanted, new LinkedHashSet<>(origins));
    }

    /** The words on what a server opens that others reach; none for one that they do not. */
    static List<String> opened(ServerSettings settings, String address) {
        if (settings.isLoopback()) {
            return List.of();
        }
        return List.of(
                "open to the network: whoever reaches " + address + " and knows the token in the address above can have"
                        + " this machine read pictures",
                "pictures and token go over the network as plain text; only use it in a network that you trust, or behind a"
                        + " proxy that speaks https");
    }

    /**
     * Models with their names: those given before an equals sign, or else those of the folders or files.
     *
     * @throws Failure of kind USAGE if two have the same
     */
    static List<Named> named(List<String> models) {
        List<Named> named = models.stream().map(ServeCommand::named).toList();
        named.forEach(one -> ServedModel.checkName(one.name()));
        Map<String, Long> counts = named.stream()
                .map(Named::name)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        counts.forEach((name, count) -> {
            if (count > 1) {
                throw usage("two models have the name " + name + "; give them others, as in a=" + models.get(0));
            }
        });
        return named;
    }

    private static Named named(String word) {
        int equals = word.indexOf('=');
        if (equals > 0 && !Files.exists(Path.of(word))) {
            return new Named(word.substring(0, equals), word.substring(equals + 1));
        }
        Path file = Path.of(word).toAbsolutePath().normalize().getFileName();
        String plain = file == null ? "model" : file.toString().replaceFirst("\\.zip$", "");
        String name = plain.replaceAll("[^A-Za-z0-9._-]", "-");
        return new Named(name.substring(0, Math.min(name.length(), 64)), word);
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
