package org.mnist.track.tensorboard;

import java.time.Instant;
import java.util.List;
import org.nd4j.shade.protobuf.ByteString;
import org.tensorflow.framework.Summary;

/**
 * Events, the records of an event file: {@code tensorflow/core/util/event.proto}, which ND4J, unlike all that is in an event,
 * has no class for.
 */
final class Events {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int STATUS = 1;
    private static final int START = 1;

    private Events() {}

    /** The event with which every file begins. */
    static ByteString version() {
        return event(0).with(FILE_VERSION, "brain.Event:2").bytes();
    }

    /** The event that makes a reader forget what it has read of this step and later ones. */
    static ByteString restart(long step) {
        return event(step).with(SESSION_LOG, new Message().with(STATUS, START)).bytes();
    }

    /** An event of what there is to see of a step. */
    static ByteString summary(long step, List<Summary.Value> values) {
        return event(step)
                .with(SUMMARY, Summary.newBuilder().addAllValue(values).build().toByteString())
                .bytes();
    }

    private static Message event(long step) {
        Instant now = Instant.now();
        return new Message()
                .with(WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9)
                .with(STEP, step);
    }
}
