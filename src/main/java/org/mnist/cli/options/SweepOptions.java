package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.cli.Context;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.SweepFile;
import org.mnist.sweep.SearchSpace;
import org.mnist.sweep.Values;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say what a sweep tries. What they leave out, a file says, or the sweep that is gone on with. */
public final class SweepOptions {
    private static final int MOST_TRIALS = 100_000;

    @Option(
            names = "--arch",
            paramLabel = "A,B",
            completionCandidates = Candidates.OfPresets.class,
            split = ",",
            description = "Presets or YAML files.")
    private List<String> archs = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A YAML file of what is tried: arch, seeds, set, trials, search-seed.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private ConfigOptions changes = new ConfigOptions();

    @Mixin
    private SeedsOption seeds = new SeedsOption();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Draw N configurations instead of trying all; each is trained from every seed.")
    private Optional<String> trials = Optional.empty();

    @Option(names = "--score-all", description = "Score every training on the test images, not only the best's.")
    private boolean scoreAll;

    @Option(names = "--search-seed", paramLabel = "N", description = "Seed of what is drawn; 1 if not given.")
    private Optional<String> searchSeed = Optional.empty();

    /**
     * What the flags say, over what the file says, added to what a sweep has tried.
     *
     * @param before what the sweep that is gone on with has tried
     * @param context knows which data have names
     */
    public SweepFile resolve(Optional<SweepFile> before, Context context) {
        changes.refuseSeed("a sweep");
        SweepFile base = file.map(SweepFile::read).orElse(SweepFile.NONE);
        Map<String, String> set = new LinkedHashMap<>(base.set());
        for (Setting setting : changes.settings()) {
            boolean place = setting.path().equals("data") && !context.store().isName(setting.value());
            set.put(setting.path(), place ? SafeFiles.absolute(setting.value()) : setting.value());
        }
        List<String> named = archs.isEmpty() ? base.archs() : archs;
        if (set.containsKey("seed")) {
            throw new Failure(Failure.Kind.USAGE, "seed is set, but a sweep takes --seeds, such as --seeds 1..5");
        }
        SweepFile asked = new SweepFile(
                named.stream().map(SweepOptions::lasting).toList(),
                set,
                seeds.given() ? Optional.of(seeds.text()) : base.seeds(),
                trials.or(base::trials),
                searchSeed.or(base::searchSeed),
                scoreAll || base.scoreAll());
        return before.map(earlier -> earlier.plus(asked)).orElse(asked);
    }

    /** The name of an architecture that does not depend on where the program is started. */
    private static String lasting(String arch) {
        return arch.endsWith(".yaml") || arch.endsWith(".yml") ? SafeFiles.absolute(arch) : arch;
    }

    /** The combinations to try. */
    public static List<SearchSpace.Point> points(SweepFile sweep, SearchSpace space) {
        Optional<Long> trials = sweep.trials().map(text -> number("--trials", text, 1, MOST_TRIALS));
        Optional<Long> seed =
                sweep.searchSeed().map(text -> number("--search-seed", text, Long.MIN_VALUE, Long.MAX_VALUE));
        if (trials.isEmpty() && seed.isPresent()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--search-seed: nothing is drawn; say how often by --trials, such as --trials 20");
        }
        return trials.isPresent() ? space.draw(Math.toIntExact(trials.get()), seed.orElse(1L)) : space.grid();
    }

    /** What is tried, with each text of values read. */
    public static SearchSpace space(SweepFile sweep) {
        if (sweep.archs().isEmpty()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "a sweep needs something to train; add --arch, such as --arch lenet5,small (`mnist presets`)");
        }
        Map<String, Values> settings = new LinkedHashMap<>();
        sweep.set()
                .forEach((key, text) -> settings.put(
                        key,
                        key.equals("data") // whose name may have a comma
                                ? new Values.Choices(List.of(text))
                                : Values.parse(text, "--set " + key + "=" + text)));
        return new SearchSpace(sweep.archs().stream().distinct().toList(), settings);
    }

    /** The seeds of each configuration. */
    public static List<Long> seeds(SweepFile sweep) {
        return sweep.seeds().map(SeedsOption::parse).orElse(List.of(1L));
    }

    private static long number(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as what is out of range
        }
        throw new Failure(
                Failure.Kind.USAGE,
                option + " is " + text + "; valid are whole numbers"
                        + (least == Long.MIN_VALUE ? "" : " from " + least + " to " + most));
    }
}
