package org.mnist.track.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Text;

/**
 * Brings the lines of a journal to a server, one after the other, each once. Where it is not known whether the last one has arrived,
 * as after a lost answer or in a new process, the server is asked what it has: the run is found again by its key, and of metrics
 * only those of later steps are sent.
 */
final class MlflowSender {
    /** The tag by which a run is found again. */
    static final String KEY = "mnist.run_key";

    private final Journal journal;
    private final MlflowClient client;
    private final Path folder;
    private @Nullable MlflowRun run;
    private boolean sure;
    private boolean leftOut;

    /**
     * A sender.
     *
     * @param folder the run folder
     */
    MlflowSender(Journal journal, MlflowClient client, Path folder) {
        this.journal = journal;
        this.client = client;
        this.folder = folder;
    }

    /**
     * Sends the next line.
     *
     * @return false if there is none
     * @throws IOException if it is not known to have arrived; the message is a clause, and safe to print
     */
    boolean sendNext() throws IOException {
        Optional<Entry> next = journal.next(client.address());
        if (next.isEmpty()) {
            return false;
        }
        try {
            send(next.get());
            sure = true;
        } catch (IOException e) {
            sure = false;
            throw e;
        }
        journal.arrived(client.address(), Objects.requireNonNull(run).id());
        return true;
    }

    /** The page of the run; empty if it is not known to be there. */
    Optional<String> page() {
        return Optional.ofNullable(run)
                .map(there -> client.address() + "/#/experiments/" + there.experiment() + "/runs/" + there.id());
    }

    /** The words for files that the server does not take; empty if it has taken all that it was given. */
    Optional<String> leftOut() {
        return leftOut && run != null
                ? Optional.of("mlflow: the files stay here, for the server keeps those of runs in "
                        + Text.printable(run.artifacts()) + ", where its clients have to put them")
                : Optional.empty();
    }

    private void send(Entry entry) throws IOException {
        if (entry.begin() != null) {
            run = begin(entry.begin());
            return;
        }
        if (run == null || !sure) {
            run = client.get(journal.run(client.address()).orElseThrow());
        }
        MlflowRun there = run;
        if (entry.metrics() != null) {
            Entry.Metrics metrics = entry.metrics();
            Map<String, Double> missing = new TreeMap<>(metrics.values());
            missing.keySet().removeIf(key -> there.steps().getOrDefault(key, -1L) >= metrics.step());
            if (!missing.isEmpty()) {
                client.logMetrics(there.id(), metrics.step(), metrics.time(), missing);
            }
        } else if (entry.status() != null) {
            client.update(there.id(), entry.status().status(), entry.status().time());
        } else if (entry.artifact() != null) {
            upload(there, entry.artifact());
        }
    }

    private MlflowRun begin(Entry.Begin begin) throws IOException {
        String experiment = client.experiment(begin.experiment());
        Optional<MlflowRun> there = client.find(experiment, KEY, begin.key());
        Map<String, String> tags = new TreeMap<>(begin.tags());
        tags.put(KEY, begin.key());
        MlflowRun made = there.isPresent() ? there.get() : client.create(experiment, begin.name(), begin.time(), tags);
        client.logParams(made.id(), begin.params());
        return made;
    }

    /** Uploads a file of the run. A journal may be somebody else's: it cannot name any other, nor what a link leads to. */
    private void upload(MlflowRun there, String name) throws IOException {
        if (!MlflowClient.takesFiles(there)) {
            leftOut = true;
            return;
        }
        Path file = folder.resolve(name);
        if (Artifacts.NAMES.contains(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            client.upload(there, file);
        }
    }
}
