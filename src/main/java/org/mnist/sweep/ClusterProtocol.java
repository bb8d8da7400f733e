package org.mnist.sweep;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of JSON between this program and the driver of a cluster, a process of its own: requests go to its standard input,
 * whose end is its end, and replies come from its standard output.
 */
public final class ClusterProtocol {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ClusterProtocol() {}

    /** What the driver is asked to do. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "request")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Connect.class, name = "connect"),
        @JsonSubTypes.Type(value = Train.class, name = "train"),
        @JsonSubTypes.Type(value = Stop.class, name = "stop")
    })
    public sealed interface Request {}

    /**
     * The first request: to become a client of a cluster.
     *
     * @param master the cluster's URL
     * @param bind the address that the driver listens at; null for the one that goes with the URL
     * @param secretFile a file whose text executors and driver prove to each other that they know; null for none
     * @param threads how many each training uses
     * @param parallel how many trainings run at once; 0 for as many as the cluster has processors for
     * @param program the words that start this program, before its arguments
     * @param environment variables that trainings get
     * @param root the folder that all trainings read and write
     * @param token the text of {@link Workplace#TOKEN} in that folder, by which an executor sees that it is the same folder there
     */
    public record Connect(
            String master,
            @Nullable String bind,
            @Nullable String secretFile,
            int threads,
            int parallel,
            List<String> program,
            Map<String, String> environment,
            String root,
            String token)
            implements Request {}

    /**
     * To run a training.
     *
     * @param job its number, by which replies name it
     * @param name what to call it
     * @param run its run folder
     * @param arguments the words of its command
     */
    public record Train(int job, String name, String run, List<String> arguments) implements Request {}

    /** To tell all trainings to save and stop, and to start no other. */
    public record Stop() implements Request {}

    /** What the driver says. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Started.class, name = "started"),
        @JsonSubTypes.Type(value = Ended.class, name = "ended")
    })
    public sealed interface Reply {}

    /**
     * The cluster is there.
     *
     * @param slots how many trainings will run at once
     */
    public record Ready(int slots) implements Reply {}

    /**
     * The cluster is not there, or no longer.
     *
     * @param why in one line
     */
    public record Refused(String why) implements Reply {}

    /**
     * A training runs from now on, for the first time or again.
     *
     * @param job its number
     */
    public record Started(int job) implements Reply {}

    /**
     * A training has ended.
     *
     * @param job its number
     * @param end how
     */
    public record Ended(int job, Outcome end) implements Reply {}

    /**
     * How a training has ended: a {@link Launcher.End} that travels.
     *
     * @param stopped whether it was asked to stop, and can be gone on with
     * @param code 0 if it has ended well; else the exit code of its process, or of what kept it from starting
     * @param why in one line; empty if it has ended well
     */
    public record Outcome(boolean stopped, int code, String why) {
        /** The same as an end. */
        public Launcher.End end() {
            if (stopped) {
                return new Launcher.End.Stopped();
            }
            return code == 0 ? new Launcher.End.Done() : new Launcher.End.Failed(code, why);
        }

        /** An end, to travel. */
        public static Outcome of(Launcher.End end) {
            if (end instanceof Launcher.End.Failed failed) {
                return new Outcome(false, failed.code(), failed.why());
            }
            return new Outcome(end instanceof Launcher.End.Stopped, 0, "");
        }
    }

    /** A request or reply on one line. */
    public static String write(Record message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a request.
     *
     * @throws JsonProcessingException if it is none
     */
    public static Request request(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, Request.class);
    }

    /**
     * Reads a reply.
     *
     * @throws JsonProcessingException if it is none
     */
    public static Reply reply(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, Reply.class);
    }
}
