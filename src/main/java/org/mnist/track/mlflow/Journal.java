package org.mnist.track.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.PlainFiles;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Schema;

/**
 * {@code mlflow.jsonl}: all that a run has to tell to a server, in its order, and how much of that has arrived where. It is only
 * ever appended to; a line that a kill has cut off was never told, and goes. Safe for use by several threads.
 */
final class Journal {
    /** The name of the file in a run folder. */
    static final String NAME = "mlflow.jsonl";

    private final Path file;
    private final List<Entry> told = new ArrayList<>();
    private final Map<String, Entry.Sent> sent = new HashMap<>(); // the last of each server

    private Journal(Path file) {
        this.file = file;
    }

    /** Whether a run has one. */
    static boolean isIn(Path run) {
        return Files.exists(run.resolve(NAME));
    }

    /**
     * The journal of a run, read if it is there.
     *
     * @param warn gets a line if a newer program wrote it
     * @throws Failure of kind BAD_INPUT if it is something else
     */
    static Journal open(Path run, Consumer<String> warn) {
        Journal journal = new Journal(run.resolve(NAME));
        if (isIn(run)) {
            journal.read(warn);
        }
        return journal;
    }

    private void read(Consumer<String> warn) {
        try {
            String text = PlainFiles.text(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            List<String> newer = new ArrayList<>();
            for (String line : whole.lines().toList()) {
                take(Json.read(Schema.MLFLOW, line, Entry.class, file.toString(), newer::add));
            }
            newer.stream().limit(1).forEach(warn);
            if (whole.length() < text.length()) {
                SafeFiles.write(file, whole);
            }
        } catch (JsonProcessingException e) {
            throw damaged(Json.fault(e), e);
        } catch (IllegalArgumentException | PlainFiles.UnsoundFileException e) {
            throw damaged(Failure.message(e), e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    private Failure damaged(String how, Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " is damaged: " + how + "; move it away, and the run begins another one on the server",
                cause);
    }

    private void take(Entry entry) {
        if (entry.sent() != null) {
            if (entry.sent().count() > told.size()) {
                throw new IllegalArgumentException(
                        "of its " + told.size() + " lines " + entry.sent().count() + " were sent");
            }
            sent.put(entry.sent().server(), entry.sent());
        } else if (told.isEmpty() != (entry.begin() != null)) {
            throw new IllegalArgumentException("its first line, and no other, must begin the run");
        } else {
            told.add(entry);
        }
    }

    /** Appends a line. */
    synchronized void append(Entry entry) {
        take(entry);
        try (BufferedWriter out = SafeFiles.append(file)) {
            out.write(Json.line(entry) + "\n");
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /** Whether nothing has been told. */
    synchronized boolean isEmpty() {
        return told.isEmpty();
    }

    /** The run that it is of. */
    synchronized Entry.Begin begin() {
        return Objects.requireNonNull(told.get(0).begin());
    }

    /** The latest step of which a metric has been told; 0 if there is none. */
    synchronized long lastStep(String metric) {
        return metrics()
                .filter(of -> of.values().containsKey(metric))
                .mapToLong(Entry.Metrics::step)
                .max()
                .orElse(0);
    }

    private Stream<Entry.Metrics> metrics() {
        return told.stream().flatMap(entry -> Stream.ofNullable(entry.metrics()));
    }

    /** The status that was told last. */
    synchronized Optional<String> status() {
        return told.stream()
                .flatMap(entry -> Stream.ofNullable(entry.status()))
                .map(Entry.Status::status)
                .reduce((earlier, later) -> later);
    }

    /** The first line that a server has not got. */
    synchronized Optional<Entry> next(String server) {
        return told.stream().skip(count(server)).findFirst();
    }

    /** How many lines a server has not got. */
    synchronized int left(String server) {
        return told.size() - count(server);
    }

    /** The id that a server has given to the run. */
    synchronized Optional<String> run(String server) {
        return Optional.ofNullable(sent.get(server)).map(Entry.Sent::run);
    }

    /** Writes down that a server has got one line more. */
    synchronized void arrived(String server, String run) {
        append(Entry.of(new Entry.Sent(server, run, count(server) + 1)));
    }

    private int count(String server) {
        Entry.Sent last = sent.get(server);
        return last == null ? 0 : last.count();
    }
}
