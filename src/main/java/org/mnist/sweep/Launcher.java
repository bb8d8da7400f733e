package org.mnist.sweep;

import java.util.List;
import java.util.function.BooleanSupplier;

/** A place where trainings run, several at a time: processes of this machine, or a cluster. */
public interface Launcher extends AutoCloseable {
    /** What became of a job. */
    sealed interface End {
        /** It has ended well; all that it came to is in its run folder. */
        record Done() implements End {}

        /** It was asked to stop, and can be gone on with. */
        record Stopped() implements End {}

        /**
         * It has failed, and will not be tried again by itself.
         *
         * @param code the exit code of its process, or of what kept it from starting
         * @param why in one line
         */
        record Failed(int code, String why) implements End {}
    }

    /** Somebody who is told how it goes, never by two threads at once. */
    interface Listener {
        /** A job is running from now on, for the first time or again. */
        void started(Job job);

        /** A job has ended and will not run again. */
        void ended(Job job, End end);

        /** Nothing has happened for a moment. */
        void tick();
    }

    /** How many jobs run at once. */
    int slots();

    /**
     * Runs jobs, the first ones first, and returns when the last has ended.
     *
     * @param jobs commands of this program
     * @param listener is told how it goes
     * @param stop asked now and then whether to stop: then no other job is started, and those that run are told to save and stop
     */
    void run(List<Job> jobs, Listener listener, BooleanSupplier stop);

    /** Gives back what it has: processes, and the place in a cluster. */
    @Override
    default void close() {}
}
