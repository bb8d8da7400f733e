package org.mnist.cli.commands;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mnist.base.Console;
import org.mnist.base.Hardware;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.Signals;
import org.mnist.cli.options.ClusterOptions;
import org.mnist.cli.options.SweepOptions;
import org.mnist.cli.output.SweepScreen;
import org.mnist.cli.output.SweepTable;
import org.mnist.config.ConfigLoader;
import org.mnist.config.SweepFile;
import org.mnist.config.TrainConfig;
import org.mnist.config.ValidationSplit;
import org.mnist.data.Dataset;
import org.mnist.engine.Engines;
import org.mnist.report.SweepPage;
import org.mnist.sweep.Candidate;
import org.mnist.sweep.ClusterLauncher;
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
            "--set KEY=V1,V2 tries each value; --set KEY=log:1e-4..1e-2, uniform:0..0.5 or int:5..20 draws --trials of"
                    + " them. Only the best is scored on the test images."
        })
final class SweepCommand extends BaseCommand {
    private static final String SLURM = "slurm";

    /** What becomes of models. */
    enum Keep {
        /** All stay. */
        MODELS,
        /** Those of the best stay. */
        RESULTS
    }

    @Mixin
    SweepOptions search = new SweepOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where everything goes; if not given, sweeps/<time>.")
    Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            description = "Go on with the sweep in --out; what has ended is not done again, and flags may add to it.")
    boolean resume;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many trainings run at once; if not given, as many as --threads leaves room for.")
    Optional<Integer> parallel = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "models|results",
            description = "Whose models stay: all, or only the best's.")
    Keep keep = Keep.MODELS;

    @Option(names = "--score-all", description = "Score every training on the test images, not only the best's.")
    boolean scoreAll;

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
            int configurations,
            List<Long> seeds,
            int trainings,
            long steps,
            double seconds,
            int parallel,
            int threads) {}

    /** A sweep that is to be trained elsewhere, in JSON. */
    record Emitted(boolean emitted, int trainings, String array, String gather) {}

    @Override
    void check() {
        if (resume && out.isEmpty()) {
            throw usage("--resume needs the folder of the sweep; add --out DIR");
        }
        if (!emit.isEmpty() && !(emit.size() == 2 && emit.get(0).equals(SLURM))) {
            throw usage("--emit takes " + SLURM + " and a folder, and says " + String.join(" ", emit));
        }
        if (!emit.isEmpty() && (cluster.given() || dryRun)) {
            throw usage("--emit trains nothing; leave " + (dryRun ? "--dry-run" : "--cluster") + " out");
        }
        if (!resume && !search.given()) {
            throw usage("a sweep needs something to train; add --arch, such as --arch lenet5,small (`mnist presets`)");
        }
    }

    @Override
    int run(Console console) {
        Optional<SweepFile> before =
                out.filter(folder -> resume).map(SweepFolder::sweep).map(SweepFile::read);
        SweepFile file = withThreads(search.resolve(before, context));
        SearchSpace space = SweepOptions.space(file);
        List<Long> seeds = SweepOptions.seeds(file);
        Consumer<String> once = once(console);
        List<Candidate> candidates = candidates(once, space.varied(), SweepOptions.points(file, space));
        TrainConfig first = candidates.get(0).config();
        out.ifPresent(folder -> requireRunOutside("--out", folder, first.data()));
        if (dryRun) {
            CostMeter meter = new CostMeter(context.store()::open, new Engines(context.layouts(), once));
            try (Launcher launcher = launcher(first.threads(), Optional.empty())) {
                return describe(plan(candidates, seeds, meter), launcher.slots());
            }
        }
        if (!cluster.given() && emit.isEmpty()) {
            slots(first.threads()); // refused while there is no folder yet
        }
        try (SweepFolder folder = open()) {
            Engines engines = new Engines(context.layouts(), once).remembering(folder.layouts());
            CostMeter meter = new CostMeter(context.store()::open, engines);
            folder.begin(file);
            if (!emit.isEmpty()) {
                return emit(folder, plan(candidates, seeds, meter));
            }
            try (Launcher launcher = launcher(first.threads(), Optional.of(folder.path()))) {
                console.live("measuring what a step costs");
                Sweep.Plan plan = plan(candidates, seeds, meter);
                console.info(words(plan, launcher.slots()));
                return run(console, folder, plan, space.varied(), launcher);
            }
        }
    }

    private int run(Console console, SweepFolder folder, Sweep.Plan plan, List<String> varied, Launcher launcher) {
        Dataset dataset = context.store().open(plan.candidates().get(0).config());
        SweepScreen screen = new SweepScreen(console);
        Sweep sweep = new Sweep(folder, plan, launcher, screen, console::info);
        try (Signals signals = Signals.catchStops(console)) {
            boolean all = sweep.run(signals::stopRequested);
            SweepResult result = sweep.result(dataset.name(), dataset.isSample(), varied, cluster.place());
            folder.keep(result, SweepTable.csv(result).bytes(), SweepPage.of(result, folder.path()));
            if (!all) {
                String again = ShellCommand.of(
                        List.of("sweep", "--resume", "--out", folder.path().toString()));
                return stopped(signals, "stopped and saved; go on with: " + again, Optional.of(folder.path()));
            }
            print(result, SweepTable.text(result));
            console.info("table and curves: " + folder.page());
            return result.trials().isEmpty() ? result.failures().get(0).code() : ExitCode.OK;
        }
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
        int atOnce = parallel.orElse(jobs.size());
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

    private SweepFolder open() {
        if (resume) {
            return SweepFolder.resume(named(out.orElseThrow()));
        }
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return SweepFolder.create(named(out.orElseGet(() -> Path.of("sweeps", time))));
    }

    /** The folder as it is to be named: in full where other machines hear of it. */
    private Path named(Path folder) {
        return cluster.given() || !emit.isEmpty() ? folder.toAbsolutePath().normalize() : folder;
    }

    /** Where trainings run. */
    private Launcher launcher(int threads, Optional<Path> folder) {
        Optional<ClusterLauncher.Settings> settings = cluster.settings(threads, parallel);
        return settings.isPresent()
                ? ClusterLauncher.connect(settings.get(), context.variables(), folder)
                : new LocalLauncher(slots(threads), context.variables());
    }

    /** One thread for each training unless something else was asked for: many trainings use a machine best so. */
    private static SweepFile withThreads(SweepFile file) {
        Map<String, String> set = new LinkedHashMap<>(file.set());
        set.putIfAbsent("threads", "1");
        return new SweepFile(file.archs(), set, file.seeds(), file.trials(), file.searchSeed());
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

    /** How many trainings this machine runs at once. */
    private int slots(int threads) {
        int processors = Hardware.processors();
        if (threads < 1 || threads > processors) {
            throw usage("--threads is " + threads + "; a training of a sweep uses 1 to " + processors
                    + " threads, as many as there are processors");
        }
        int slots = parallel.orElse(processors / threads);
        if (slots < 1 || slots * threads > processors) {
            throw usage("--parallel is " + slots + "; with " + Text.number(threads, "thread") + " each, 1 to "
                    + processors / threads + " trainings run at once on " + Text.number(processors, "processor"));
        }
        return slots;
    }

    private Sweep.Plan plan(List<Candidate> candidates, List<Long> seeds, CostMeter meter) {
        return new Sweep.Plan(candidates, seeds, meter.measure(candidates), scoreAll, keep == Keep.MODELS);
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
                        plan.candidates().size(),
                        plan.seeds(),
                        plan.count(),
                        plan.steps(),
                        plan.seconds(slots),
                        slots,
                        plan.candidates().get(0).config().threads()),
                words(plan, slots) + "\nNothing was done.");
        return ExitCode.OK;
    }
}
