package org.mnist.track.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.BuildInfo;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;
import org.mnist.experiment.RunResult;
import org.mnist.track.Figure;
import org.mnist.track.Settings;
import org.mnist.track.TrackedRun;
import org.mnist.track.Tracker;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** A run as MLflow knows it. All is written into the journal; a thread sends it. */
final class MlflowTracker implements Tracker {
    /** How long the end waits for a server. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The most characters of a value that every 2.x server takes. */
    private static final int MOST_VALUE = 500;

    /** By which it is known up to where epochs have been told. */
    private static final Figure ALWAYS_THERE = new Figure("loss", "train", 0);

    private final TrackedRun run;
    private final Mlflow mlflow;
    private @Nullable Journal journal;
    private @Nullable BackgroundSender background;
    private @Nullable MlflowSender sender;
    private boolean ended;
    private boolean warned;

    MlflowTracker(TrackedRun run, Mlflow mlflow) {
        this.run = run;
        this.mlflow = mlflow;
    }

    @Override
    public void onStart(TrainState from, Supplier<float[]> weights) {
        Journal opened = Journal.open(run.files().path(), run.files().warn());
        journal = opened;
        if (opened.isEmpty()) {
            opened.append(Entry.of(begin()));
        } else if (opened.status().isPresent()) {
            tell(Entry.of(new Entry.Status(Entry.Status.RUNNING, now())));
        }
        from.history().forEach(this::tell);
        mlflow.server()
                .ifPresentOrElse(
                        server -> send(opened, server),
                        () -> run.say()
                                .accept("mlflow: no server is named, so all is kept in "
                                        + Text.printable(run.files()
                                                .path()
                                                .resolve(Journal.NAME)
                                                .toString())
                                        + "; --mlflow-uri or " + MlflowServer.URI_VARIABLE + " names one, now or for `"
                                        + "mnist runs push`"));
    }

    private void send(Journal opened, MlflowServer server) {
        if (server.tellsSecrets()) {
            run.say()
                    .accept("warning: " + server + " is no https, so others may read the password or token on its way");
        }
        MlflowClient client = new MlflowClient(server, MlflowClient.Limits.STANDARD);
        MlflowSender made = new MlflowSender(opened, client, run.files().path());
        sender = made;
        background = new BackgroundSender(made);
    }

    private Entry.Begin begin() {
        String name =
                String.valueOf(run.files().path().toAbsolutePath().normalize().getFileName());
        Map<String, String> params = new TreeMap<>();
        Settings.of(run.config()).forEach((key, value) -> params.put(key, text(value)));
        return new Entry.Begin(
                UUID.randomUUID().toString(),
                mlflow.experiment(),
                name,
                now(),
                Map.of(
                        "mlflow.source.name",
                        "mnist",
                        "mlflow.source.type",
                        "LOCAL",
                        "mnist.version",
                        BuildInfo.version()),
                params);
    }

    private static String text(JsonNode value) {
        String text = value.asText();
        return text.length() > MOST_VALUE ? text.substring(0, MOST_VALUE) : text;
    }

    private static long now() {
        return Instant.now().toEpochMilli();
    }

    private void tell(Entry entry) {
        Objects.requireNonNull(journal).append(entry);
        if (background != null) {
            background.wake();
        }
    }

    private void tell(long step, List<Figure> figures) {
        tell(Entry.of(new Entry.Metrics(
                step, now(), figures.stream().collect(Collectors.toMap(Figure::column, Figure::value)))));
    }

    /** Tells an epoch, unless it was told before: by a process that went on from an earlier checkpoint than this one does, or was killed. */
    private void tell(EpochResult epoch) {
        if (epoch.epoch() > Objects.requireNonNull(journal).lastStep(ALWAYS_THERE.column())) {
            tell(epoch.epoch(), Figure.of(epoch));
        }
    }

    @Override
    public void onEpoch(EpochResult epoch, TrainState state) {
        tell(epoch);
        Optional<String> problem = background == null || warned ? Optional.empty() : background.problem();
        problem.ifPresent(why -> {
            warned = true;
            run.say().accept("mlflow: " + server() + ": " + why + "; training goes on, and what is to be sent is kept");
        });
    }

    @Override
    public void onStop(TrainState state) {
        end(Entry.Status.KILLED);
    }

    @Override
    public void onResult(RunResult result) {
        List<Figure> figures = Figure.of(result);
        // A run that has gone on to more epochs may have the same best one.
        if (result.best().epoch()
                > Objects.requireNonNull(journal).lastStep(figures.get(0).column())) {
            tell(result.best().epoch(), figures);
        }
    }

    @Override
    public void onFinished() {
        end(Entry.Status.FINISHED);
        Artifacts.of(run.files()).forEach(name -> tell(Entry.ofArtifact(name)));
    }

    private void end(String status) {
        ended = true;
        tell(Entry.of(new Entry.Status(status, now())));
    }

    @Override
    public void close() {
        if (journal == null) {
            return; // it has not begun
        }
        try {
            if (!ended) {
                end(Entry.Status.FAILED);
            }
        } finally {
            finish();
        }
    }

    private void finish() {
        if (background == null || sender == null || journal == null) {
            return;
        }
        background.finish(PATIENCE);
        sender.leftOut().ifPresent(run.say());
        int left = journal.left(server());
        if (left == 0) {
            sender.page().ifPresent(page -> run.say().accept("mlflow   " + Text.printable(page)));
            return;
        }
        String push = ShellCommand.of(List.of("runs", "push", run.files().path().toString(), "--mlflow-uri", server()));
        run.say()
                .accept("mlflow: " + Text.number(left, "message") + " not sent to " + server()
                        + ": " + background.problem().orElse("there was no more time for it") + "; send by: "
                        + Text.printable(push));
    }

    private String server() {
        return mlflow.server().orElseThrow().address();
    }
}
