package org.mnist.cli.commands;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mnist.base.Console;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.Signals;
import org.mnist.cli.options.PlaceOptions;
import org.mnist.cli.options.SweepOptions;
import org.mnist.cli.output.SweepScreen;
import org.mnist.cli.output.SweepTable;
import org.mnist.config.ConfigLoader;
import org.mnist.config.SweepFile;
import org.mnist.config.TrainConfig;
import org.mnist.config.ValidationSplit;
import org.mnist.data.Dataset;
import org.mnist.engine.Engines;
import org.mnist.experiment.RunDirectory;
import org.mnist.report.SweepPage;
import org.mnist.sweep.Candidate;
import org.mnist.sweep.CostMeter;
import org.mnist.sweep.Job;
import org.mnist.sweep.Launcher;
import org.mnist.sweep.LocalLauncher;
import org.mnist.sweep.SearchSpace;
import org.mnist.sweep.SlurmFiles;
import org.mnist.sweep.Sweep;
import org.mnist.sweep.SweepFolder;
import org.mnist.sweep.SweepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mnist sweep}. */
@Command(
        name = "sweep",
        description = {
            "Trains many configurations, several at once, and ranks them by validation accuracy.",
            "Flags that change the configuration take lists: --lr 0.001,0.003 and --set KEY=V1,V2 try each value; --set"
                    + " KEY=log:1e-4..1e-2, uniform:0..0.5 or int:5..20 draws --trials of them.",
            "Only the best is scored on the test images."
        })
final class SweepCommand extends BaseCommand {
    private static final String SLURM = "slurm";

    /** The most trainings of one sweep. */
    private static final int MOST = 100_000;

    /** What {@code --keep} may be: the models of all, or only of the best. */
    private static final List<String> KEEPS = List.of("models", "results");

    @Mixin
    SweepOptions search = new SweepOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where everything goes; if not given, sweeps/<time>.")
    Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            description = "Go on with the sweep in --out; what has ended is not done again, and flags may add to it.")
    boolean resume;

    @Mixin
    PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--keep",
            paramLabel = "models|results",
            description = "What stays: the models of all (if not given), or results alone and the models of the best.")
    String keep = KEEPS.get(0);

    @Option(
            names = "--emit",
            arity = "2",
            paramLabel = "slurm DIR",
            hideParamSyntax = true,
            description = "Train nothing; write scripts into DIR by which a Slurm cluster does.")
    List<String> emit = List.of();

    @Option(names = "--dry-run", description = "Check everything and say what it would cost, but train nothing.")
    boolean dryRun;

    SweepCommand(Context context) {
        super(context);
    }

    /** A sweep that would be done, in JSON; the seconds are an estimate from steps that were measured. */
    record DryRun(
            boolean dryRun,
            List<Tried> configurations,
            List<Long> seeds,
            int trainings,
            long steps,
            double seconds,
            int parallel,
            int threads) {}

    /** A configuration that would be trained, with its values of what is swept. */
    record Tried(String configuration, String arch, Map<String, String> settings) {
        static Tried of(Candidate candidate) {
            return new Tried(candidate.name(), candidate.config().name(), candidate.settings());
        }
    }

    /** A sweep that is to be trained elsewhere, in JSON. */
    record Emitted(boolean emitted, int trainings, String array, String gather) {}

    @Override
    void check() {
        if (resume && out.isEmpty()) {
            throw usage("--resume needs the folder of the sweep; add --out DIR");
        }
        if (!KEEPS.contains(keep)) {
            throw usage("--keep is " + keep + "; valid are " + String.join(" and ", KEEPS));
        }
        if (!emit.isEmpty() && !(emit.size() == 2 && emit.get(0).equals(SLURM))) {
            throw usage("--emit takes " + SLURM + " and a folder, and says " + String.join(" ", emit));
        }
        if (!emit.isEmpty() && (place.onCluster() || dryRun)) {
            throw usage("--emit trains nothing; leave " + (dryRun ? "--dry-run" : "--cluster") + " out");
        }
    }

    @Override
    int run(Console console) {
        if (dryRun) {
            Asked asked = asked(console, before());
            CostMeter meter = new CostMeter(context.store()::open, new Engines(context.layouts(), asked.log()));
            try (Launcher launcher = launcher(asked, Optional.empty())) {
                return describe(plan(asked, meter), launcher.slots());
            }
        }
        if (resume) {
            try (SweepFolder folder = SweepFolder.resume(named(out.orElseThrow()))) {
                return run(console, folder, asked(console, Optional.of(folder.sweep())));
            }
        }
        Asked asked = asked(console, Optional.empty());
        try (SweepFolder folder = create()) {
            return run(console, folder, asked);
        }
    }

    /** What the sweep that is to be gone on with has tried. */
    private Optional<SweepFile> before() {
        if (!resume) {
            return Optional.empty();
        }
        try (SweepFolder folder = SweepFolder.resume(out.orElseThrow())) {
            return Optional.of(folder.sweep());
        }
    }

    /** What is asked for, checked. */
    private record Asked(
            SweepFile file, List<String> varied, List<Candidate> candidates, List<Long> seeds, Consumer<String> log) {}

    private Asked asked(Console console, Optional<SweepFile> before) {
        SweepFile file = withDefaults(search.resolve(before, context));
        SearchSpace space = SweepOptions.space(file);
        Consumer<String> once = once(console);
        List<Long> seeds = SweepOptions.seeds(file);
        List<SearchSpace.Point> points = SweepOptions.points(file, space);
        if ((long) points.size() * seeds.size() > MOST) {
            throw usage(Text.count(points.size()) + " configurations from " + Text.count(seeds.size())
                    + " seeds are more than " + Text.count(MOST) + " trainings; try less of them at once");
        }
        List<Candidate> candidates = candidates(once, space.varied(), points);
        TrainConfig first = candidates.get(0).config();
        out.ifPresent(folder -> requireRunOutside("--out", folder, first.data()));
        if (emit.isEmpty()) {
            place.check(first.threads()); // before there is a folder
        }
        return new Asked(file, space.varied(), candidates, seeds, once);
    }

    private int run(Console console, SweepFolder folder, Asked asked) {
        Engines engines = new Engines(context.layouts(), asked.log()).remembering(folder.layouts());
        CostMeter meter = new CostMeter(context.store()::open, engines);
        folder.begin(asked.file());
        if (!emit.isEmpty()) {
            return emit(folder, plan(asked, meter));
        }
        try (Launcher launcher = launcher(asked, Optional.of(folder.path()))) {
            console.live("measuring what a step costs");
            Sweep.Plan plan = plan(asked, meter);
            console.info(words(plan, launcher.slots()));
            return run(console, folder, plan, asked.varied(), launcher);
        }
    }

    private int run(Console console, SweepFolder folder, Sweep.Plan plan, List<String> varied, Launcher launcher) {
        Dataset dataset = context.store().open(plan.candidates().get(0).config());
        SweepScreen screen = new SweepScreen(console);
        Sweep sweep = new Sweep(folder, plan, launcher, screen, console::info);
        try (Signals signals = Signals.catchStops(console)) {
            boolean all = sweep.run(signals::stopRequested);
            SweepResult result = sweep.result(dataset.name(), dataset.isSample(), varied, place.words());
            folder.keep(result, SweepTable.csv(result).bytes());
            folder.keepPage(SweepPage.of(result, folder.path()));
            if (!all) {
                String again = ShellCommand.of(
                        List.of("sweep", "--resume", "--out", folder.path().toString()));
                return stopped(signals, "stopped and saved; go on with: " + again, Optional.of(folder.path()));
            }
            print(result, SweepTable.text(result, context.tableColumns()));
            console.info("table and curves: " + folder.page());
            sweep.best()
                    .ifPresent(run -> console.info(
                            "the best model: " + run + "; try it by `mnist predict " + run + " IMAGE.png`"));
            return result.trials().isEmpty() ? result.failures().get(0).code() : ExitCode.OK;
        }
    }

    private SweepFolder create() {
        return out.map(folder -> SweepFolder.create(named(folder)))
                .orElseGet(() -> SweepFolder.createUnlike(
                        named(Path.of("sweeps", RunDirectory.stamp(LocalDateTime.now(ZoneId.systemDefault()))))));
    }

    private int emit(SweepFolder folder, Sweep.Plan plan) {
        int threads = plan.candidates().get(0).config().threads();
        List<Job> jobs = new Sweep(
                        folder, plan, new LocalLauncher(1, Map.of()), new SweepScreen(context.console()), line -> {})
                .jobs();
        if (jobs.isEmpty()) {
            throw usage("all trainings have ended; rank them by "
                    + ShellCommand.of(
                            List.of("sweep", "--resume", "--out", folder.path().toString())));
        }
        int atOnce = place.parallel().orElse(jobs.size());
        SlurmFiles files = new SlurmFiles(named(Path.of(emit.get(1))), atOnce, threads);
        files.write(jobs, plan.seconds(jobs.size()), folder.path());
        print(
                new Emitted(
                        true,
                        jobs.size(),
                        files.array().toString(),
                        files.gather().toString()),
                words(plan, atOnce) + "\nThey are trained by: sbatch "
                        + ShellCommand.word(files.array().toString()) + "\nand then ranked by: bash "
                        + ShellCommand.word(files.gather().toString()));
        return ExitCode.OK;
    }

    /** The folder as it is to be named: in full where other machines hear of it. */
    private Path named(Path folder) {
        return emit.isEmpty() ? place.named(folder) : folder.toAbsolutePath().normalize();
    }

    private Launcher launcher(Asked asked, Optional<Path> folder) {
        return place.launcher(asked.candidates().get(0).config().threads(), context, folder);
    }

    /**
     * What goes without saying, said: one seed, and one thread for each training, for many trainings use a machine best so.
     */
    private static SweepFile withDefaults(SweepFile file) {
        Map<String, String> set = new LinkedHashMap<>(file.set());
        set.putIfAbsent("threads", "1");
        return new SweepFile(
                file.archs(),
                set,
                Optional.of(file.seeds().orElse("1")),
                file.trials(),
                file.searchSeed(),
                file.scoreAll());
    }

    /** Says what is true of many configurations once. */
    private static Consumer<String> once(Console console) {
        Set<String> said = new HashSet<>();
        return line -> {
            if (said.add(line)) {
                console.info(line);
            }
        };
    }

    private List<Candidate> candidates(Consumer<String> log, List<String> varied, List<SearchSpace.Point> points) {
        List<Candidate.Tried> tried = new ArrayList<>();
        for (SearchSpace.Point point : points) {
            List<ConfigLoader.Setting> all = point.settings().entrySet().stream()
                    .map(entry -> new ConfigLoader.Setting(
                            entry.getKey(), entry.getValue(), "--set " + entry.getKey() + "=" + entry.getValue()))
                    .toList();
            TrainConfig config = ConfigLoader.load(point.arch(), null, all, context.store(), log);
            requireChoosable(config, tried.isEmpty() ? config : tried.get(0).config());
            Map<String, String> settings = new LinkedHashMap<>(point.settings());
            settings.keySet().retainAll(varied);
            tried.add(new Candidate.Tried(config, settings));
        }
        warnOfUnlikeValidation(tried.stream().map(Candidate.Tried::config).toList(), log);
        return Candidate.of(tried);
    }

    private static void requireChoosable(TrainConfig config, TrainConfig first) {
        if (config.validation().equals(ValidationSplit.parse(0))) {
            throw usage(
                    "validation is 0, and a sweep chooses by validation; hold images out, such as --validation 0.1");
        }
        if (!config.data().equals(first.data())) {
            throw usage("data is " + first.data() + " and " + config.data()
                    + "; accuracies on different images do not compare, so sweep each by itself");
        }
        if (config.threads() != first.threads()) {
            throw usage("threads is " + first.threads() + " and " + config.threads()
                    + "; all trainings of a sweep use as many");
        }
    }

    private Sweep.Plan plan(Asked asked, CostMeter meter) {
        return new Sweep.Plan(
                asked.candidates(),
                asked.seeds(),
                meter.measure(asked.candidates()),
                asked.file().scoreAll(),
                keep.equals(KEEPS.get(0)));
    }

    private static String words(Sweep.Plan plan, int slots) {
        return Text.number(plan.candidates().size(), "configuration") + " from "
                + Text.number(plan.seeds().size(), "seed") + ": " + Text.number(plan.count(), "training") + ", "
                + Text.number(plan.steps(), "step") + ", about " + Text.duration(plan.seconds(slots)) + " by "
                + slots + " at a time";
    }

    private int describe(Sweep.Plan plan, int slots) {
        print(
                new DryRun(
                        true,
                        plan.candidates().stream().map(Tried::of).toList(),
                        plan.seeds(),
                        plan.count(),
                        plan.steps(),
                        plan.seconds(slots),
                        slots,
                        plan.candidates().get(0).config().threads()),
                SweepTable.candidates(plan.candidates(), context.tableColumns()) + "\n" + words(plan, slots)
                        + "\nNothing was trained.");
        return ExitCode.OK;
    }
}
