package org.mnist.cli.options;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mnist.base.Names;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.data.DatasetStore;
import org.mnist.data.KnownDataset;

/** Words that a shell offers behind an option; picocli makes an object of each class. */
public final class Candidates {
    private Candidates() {}

    /** A list of words, each with a few that say what it is, or none. */
    public abstract static class Words implements Iterable<String> {
        private final Map<String, String> words;

        /** These words, and what each is. */
        protected Words(Map<String, String> words) {
            this.words = words;
        }

        /** These words, which speak for themselves. */
        protected Words(Collection<String> words) {
            this(inOrder(words, Function.identity(), word -> ""));
        }

        /** The names of constants, as they are written. */
        protected Words(Enum<?>[] constants) {
            this(Arrays.stream(constants).map(Names::of).toList());
        }

        /** The words in their order, each with what it is; an empty text where it speaks for itself. */
        public Map<String, String> all() {
            return words;
        }

        @Override
        public Iterator<String> iterator() {
            return words.keySet().iterator();
        }
    }

    private static <T> Map<String, String> inOrder(
            Collection<T> things, Function<T, String> word, Function<T, String> about) {
        return things.stream().collect(Collectors.toMap(word, about, (first, second) -> first, LinkedHashMap::new));
    }

    private static Map<String, String> fetched() {
        return inOrder(KnownDataset.ALL, KnownDataset::name, KnownDataset::about);
    }

    /** The presets. */
    public static final class OfPresets extends Words {
        /** All of them. */
        public OfPresets() {
            super(Presets.NAMES);
        }

        @Override
        public Map<String, String> all() { // reading them takes time, which only completion has
            return inOrder(Presets.all(), TrainConfig::name, TrainConfig::about);
        }
    }

    /** The data sets that have a name. */
    public static final class OfData extends Words {
        /** All of them. */
        public OfData() {
            super(withSample());
        }

        private static Map<String, String> withSample() {
            Map<String, String> data = fetched();
            data.put(DatasetStore.SAMPLE, DatasetStore.ABOUT_SAMPLE);
            return data;
        }
    }

    /** The data sets that can be fetched. */
    public static final class OfFetched extends Words {
        /** All of them. */
        public OfFetched() {
            super(fetched());
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
