package org.mnist.cli.options;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.mnist.base.Names;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.data.DatasetStore;
import org.mnist.data.KnownDataset;

/** Words that a shell offers behind an option; picocli makes an object of each class. Where none begins so, it offers files. */
public final class Candidates {
    private Candidates() {}

    /** A list of words. */
    public abstract static class Words implements Iterable<String> {
        private final List<String> words;

        /** These words. */
        protected Words(List<String> words) {
            this.words = words;
        }

        /** The names of constants, as they are written. */
        protected Words(Enum<?>[] constants) {
            this(Arrays.stream(constants).map(Names::of).toList());
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }

    private static Stream<String> fetched() {
        return KnownDataset.ALL.stream().map(KnownDataset::name);
    }

    /** The presets. */
    public static final class OfPresets extends Words {
        /** All of them. */
        public OfPresets() {
            super(Presets.NAMES);
        }
    }

    /** The data sets that have a name. */
    public static final class OfData extends Words {
        /** All of them. */
        public OfData() {
            super(Stream.concat(fetched(), Stream.of(DatasetStore.SAMPLE)).toList());
        }
    }

    /** The data sets that can be fetched. */
    public static final class OfFetched extends Words {
        /** All of them. */
        public OfFetched() {
            super(fetched().toList());
        }
    }

    /** The engines. */
    public static final class OfEngines extends Words {
        /** All of them. */
        public OfEngines() {
            super(TrainConfig.EngineKind.values());
        }
    }

    /** The backends. */
    public static final class OfBackends extends Words {
        /** All of them. */
        public OfBackends() {
            super(TrainConfig.Backend.values());
        }
    }

    /** The number formats. */
    public static final class OfPrecisions extends Words {
        /** All of them. */
        public OfPrecisions() {
            super(TrainConfig.Precision.values());
        }
    }

    /** The kinds of trackers. */
    public static final class OfTrackers extends Words {
        /** All of them. */
        public OfTrackers() {
            super(LogOptions.NAMES);
        }
    }
}
