package org.mnist.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.mnist.base.BuildInfo;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.base.SafeFiles;
import org.mnist.base.natives.Natives;
import org.mnist.cli.Context;
import org.mnist.cli.doctor.Checkup.Warning;
import org.mnist.data.Downloads;
import org.mnist.data.KnownDataset;
import org.mnist.engine.onednn.OneDnn;
import org.mnist.network.dl4j.Backends;

/** Looks up what the machine can do, without changing anything on it. What cannot be found out is told as unknown. */
public final class Doctor {
    private static final long MEGA = 1_000_000;

    /** What the native libraries take on the disk, and what remains to be unpacked of a release, which has most of them ready. */
    private static final long NATIVES = 520 * MEGA;

    private static final long RELEASED = 40 * MEGA;

    private static final String MAKE_ROOM = "make room there, or name another folder by ";

    /** The least memory in which the small presets train, and that in which the larger ones do. */
    private static final long LEAST_MEMORY = 1000 * MEGA;

    private static final long ENOUGH_MEMORY = 2500 * MEGA;

    /** What the native libraries map, in bytes; the launcher asks for it too. */
    private static final long ADDRESS_SPACE = 6_000_000L * 1024;

    private static final int OPEN_FILES = 256;

    private final Context context;
    private final Machine machine;
    private final LinuxFiles linux;
    private final Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    /**
     * What is asked of the machine and cannot be asked of a file.
     *
     * @param root the folder that the system's files are in
     * @param released whether the native libraries are ready beside the program
     * @param encoding of the names of files
     * @param free the bytes that are free where a folder is, or will be; empty where nobody knows
     */
    record Machine(Path root, boolean released, String encoding, Function<Path, OptionalLong> free) {
        /** This machine. */
        static Machine here() {
            return new Machine(
                    Path.of("/"),
                    Natives.released().isPresent(),
                    System.getProperty(
                            "sun.jnu.encoding", Charset.defaultCharset().name()),
                    Machine::freeHere);
        }

        private static OptionalLong freeHere(Path folder) {
            try {
                return OptionalLong.of(
                        Files.getFileStore(SafeFiles.nearest(folder)).getUsableSpace());
            } catch (IOException e) {
                return OptionalLong.empty(); // and told as unknown
            }
        }
    }

    private Doctor(Context context, Machine machine) {
        this.context = context;
        this.machine = machine;
        this.linux = new LinuxFiles(machine.root());
    }

    /**
     * A look at this machine.
     *
     * @param network whether to ask the servers of the data, too
     */
    public static Checkup examine(Context context, boolean network) {
        return examine(context, network, Machine.here());
    }

    /** The same of another machine. */
    static Checkup examine(Context context, boolean network, Machine machine) {
        return new Doctor(context, machine).examine(network);
    }

    private Checkup examine(boolean network) {
        CompletableFuture<Optional<String>> gpu = CompletableFuture.supplyAsync(() -> Tool.line(
                List.of("nvidia-smi", "--query-gpu=name,compute_cap,driver_version", "--format=csv,noheader")));
        CompletableFuture<Optional<String>> libc =
                CompletableFuture.supplyAsync(() -> Tool.line(List.of("getconf", "GNU_LIBC_VERSION")));
        program();
        system(libc::join);
        processor();
        memory();
        limits();
        natives();
        whatIsSaidOf(this::cache);
        gpu(gpu::join);
        whatIsSaidOf(() -> network(network));
        terminal();
        warnings.sort(Comparator.comparing(warning -> !warning.prevents()));
        return new Checkup(facts, warnings);
    }

    /** Looks at a part, of which a setting may be wrong: that is a finding, too. */
    private void whatIsSaidOf(Runnable part) {
        try {
            part.run();
        } catch (Failure e) {
            String[] said = Failure.message(e).split("; ", 2);
            Warning warning =
                    new Warning(true, said[0], said.length == 2 ? said[1] : "nothing runs until it is mended");
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
    }

    private void program() {
        Map<String, Object> program = part("program");
        program.put("version", BuildInfo.version());
        program.put("commit", BuildInfo.commitId());
        program.put("dl4j", BuildInfo.dl4jVersion());
        program.put("onednn", BuildInfo.onednnVersion());
        program.put("natives_for", BuildInfo.natives());
        Map<String, Object> java = part("java");
        java.put("version", property("java.version"));
        java.put("vendor", property("java.vendor"));
        java.put("home", shown(property("java.home")));
        java.put("heap_bytes", Runtime.getRuntime().maxMemory());
    }

    private void system(Supplier<Optional<String>> libc) {
        Map<String, Object> system = part("system");
        system.put("os", property("os.name") + " " + property("os.version"));
        system.put("distribution", linux.distribution().orElse(Checkup.UNKNOWN));
        system.put("architecture", property("os.arch"));
        system.put("libc", libc.get().orElse(Checkup.UNKNOWN));
    }

    private void processor() {
        List<String> features = Hardware.vectorFeatures();
        Map<String, Object> processor = part("processor");
        processor.put("model", Hardware.cpuModel());
        processor.put("processors", Hardware.processors());
        processor.put("of_the_machine", known(linux.processors()));
        for (String feature : List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16")) {
            processor.put(feature, features.isEmpty() ? Checkup.UNKNOWN : features.contains(feature));
        }
        processor.put("threads", Backends.threads(0));
        if (!features.isEmpty() && !features.contains("avx2")) {
            warn(false, "the processor has no AVX2, and trains slowly", "choose a small preset, such as mlp or lenet5");
        }
        linux.processorQuota().ifPresent(quota -> {
            processor.put("quota", quota);
            if (quota < 1) {
                warn(
                        false,
                        String.format(Locale.ROOT, "a control group leaves this process %.2f of a processor", quota),
                        "give the container a processor or more (docker run --cpus 2), and add --threads 1 until then");
            }
        });
    }

    private void memory() {
        OptionalLong all = linux.memory("MemTotal");
        OptionalLong limit = linux.memoryLimit();
        Map<String, Object> memory = part("memory");
        memory.put("bytes", known(all));
        memory.put("available_bytes", known(linux.memory("MemAvailable")));
        memory.put("container_limit_bytes", limit.isPresent() ? limit.getAsLong() : "none");
        long usable = limit.orElse(all.orElse(Long.MAX_VALUE));
        if (usable < ENOUGH_MEMORY) {
            warn(
                    usable < LEAST_MEMORY,
                    "there are " + size(usable) + " of memory" + (limit.isPresent() ? " in this container" : ""),
                    "give it 2.5 GB or more; until then small presets and --batch 32 take the least");
        }
    }

    private void limits() {
        Map<String, Object> limits = part("limits");
        String files = linux.limit("Max open files").orElse(Checkup.UNKNOWN);
        String space = linux.limit("Max address space").orElse(Checkup.UNKNOWN);
        limits.put("open_files", files);
        limits.put("address_space_bytes", space);
        if (files.matches("\\d{1,9}") && Integer.parseInt(files) < OPEN_FILES) {
            warn(true, "only " + files + " files may be open at once", "allow more by `ulimit -n 1024`");
        }
        if (space.matches("\\d{1,18}") && Long.parseLong(space) < ADDRESS_SPACE) {
            warn(
                    true,
                    "only " + size(Long.parseLong(space)) + " of address space are allowed",
                    "allow more by `ulimit -v unlimited`");
        }
    }

    private void natives() {
        Path folder = Natives.likely(context.variables());
        boolean proved = Natives.areProved(folder);
        Map<String, Object> natives = part("natives");
        natives.put("folder", shown(folder.toString()));
        natives.put("bytes", SafeFiles.size(folder));
        natives.put("verified", proved);
        natives.put("instructions", Checkup.UNKNOWN);
        Optional<String> none = Natives.whyNone(context.variables());
        if (none.isPresent()) {
            warn(
                    true,
                    "there is no safe place for the native libraries: " + shown(none.get()),
                    "name a folder of your own by MNIST_JAVA_OPTS=-D" + Natives.PROPERTY + "=DIR");
        } else if (linux.forbidsLoading(folder)) {
            warn(
                    true,
                    "libraries cannot be loaded from " + shown(folder.toString()) + ", which is mounted noexec",
                    "name another folder by MNIST_JAVA_OPTS=-D" + Natives.PROPERTY + "=DIR");
        } else if (proved) { // to unpack them, or to compare them, takes seconds
            Optional<String> missing = OneDnn.whyMissing();
            missing.ifPresent(why -> warn(false, why, "networks train by DL4J's own code there, which is slow"));
            if (missing.isEmpty()) {
                natives.put("instructions", OneDnn.instructions());
            }
        } else {
            requireRoom(
                    "the native libraries",
                    folder,
                    machine.released() ? RELEASED : NATIVES,
                    true,
                    MAKE_ROOM + "MNIST_JAVA_OPTS=-D" + Natives.PROPERTY + "=DIR");
        }
    }

    private void cache() {
        Map<String, Object> cache = part("cache");
        Path layouts = context.layouts();
        Path folder = Optional.ofNullable(layouts.getParent()).orElse(layouts);
        Path working = Path.of("").toAbsolutePath();
        List<KnownDataset> here = context.store().known().stream()
                .filter(dataset -> context.store().missing(dataset).isEmpty())
                .toList();
        cache.put("folder", shown(folder.toString()));
        cache.put("data_sets", here.stream().map(KnownDataset::name).toList());
        cache.put(
                "data_bytes",
                here.stream()
                        .map(context.store()::folder)
                        .distinct() // several of EMNIST's are in one
                        .mapToLong(SafeFiles::size)
                        .sum());
        cache.put("layouts", files(layouts));
        cache.put("free_bytes", known(machine.free().apply(folder)));
        cache.put("working_folder_free_bytes", known(machine.free().apply(working)));
        requireRoom("fetched data", folder, 100 * MEGA, false, MAKE_ROOM + "MNIST_HOME");
        requireRoom("run folders", working, 100 * MEGA, false, MAKE_ROOM + "--out");
    }

    private void requireRoom(String what, Path folder, long least, boolean prevents, String remedy) {
        OptionalLong free = machine.free().apply(folder);
        if (free.isPresent() && free.getAsLong() < least) {
            warn(
                    prevents,
                    "the disk of " + shown(folder.toString()) + " has " + size(free.getAsLong()) + " left for " + what
                            + ", which may take " + size(least),
                    remedy);
        }
    }

    private void gpu(Supplier<Optional<String>> card) {
        Map<String, Object> gpu = part("gpu");
        gpu.put("card", card.get().orElse("none that nvidia-smi tells of"));
        gpu.put("cuda_in_build", Backends.hasCuda());
    }

    private void network(boolean ask) {
        Map<String, Object> network = part("network");
        for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "MNIST_MIRROR")) {
            Optional<String> value = Optional.ofNullable(context.variables().get(name))
                    .or(() -> Optional.ofNullable(context.variables().get(name.toLowerCase(Locale.ROOT))))
                    .filter(text -> !text.isEmpty());
            value.ifPresent(text ->
                    network.put(name.toLowerCase(Locale.ROOT), name.equals("NO_PROXY") ? text : withoutPassword(text)));
        }
        if (ask) {
            Map<String, String> answers =
                    Downloads.of(context.variables()).answers(context.store().known("mnist"));
            network.putAll(answers);
            if (!answers.containsValue(Downloads.ANSWERS)) {
                warn(
                        false,
                        "no server of the data answers",
                        "train on --data sample, or name a proxy by HTTPS_PROXY or a server of your own by MNIST_MIRROR");
            }
        } else {
            network.put("servers", "not asked; --network does");
        }
    }

    private void terminal() {
        Map<String, Object> terminal = part("terminal");
        String encoding = machine.encoding();
        terminal.put("standard_error", context.terminal());
        terminal.put("colours", context.coloured());
        terminal.put("columns", context.columns());
        terminal.put("file_names_in", encoding);
        terminal.put("locale", Locale.getDefault().toLanguageTag());
        if (encoding.contains("ANSI") || encoding.contains("ASCII")) {
            warn(false, "names of files that are not ASCII cannot be read", "set LC_ALL=C.UTF-8");
        }
    }

    private Map<String, Object> part(String name) {
        return facts.computeIfAbsent(name, part -> new LinkedHashMap<>());
    }

    private void warn(boolean prevents, String problem, String remedy) {
        warnings.add(new Warning(prevents, problem, remedy));
    }

    private static Object known(OptionalLong number) {
        return number.isPresent() ? (Object) number.getAsLong() : Checkup.UNKNOWN;
    }

    private static String property(String name) {
        return System.getProperty(name, Checkup.UNKNOWN);
    }

    private static Object files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            return Checkup.UNKNOWN;
        }
    }

    static String size(long bytes) {
        return bytes < 1000 * MEGA
                ? String.format(Locale.ROOT, "%,d MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }

    /** A folder, or a sentence with one in it, without the names of people. */
    private String shown(String text) {
        String home = context.variables().getOrDefault("HOME", System.getProperty("user.home", ""));
        String user = System.getProperty("user.name", "");
        String shown =
                home.length() < 2 ? text : text.replaceAll("(?<=^| )" + Pattern.quote(home) + "(?=[/\\\\ ;,]|$)", "~");
        return user.length() < 2
                ? shown
                : shown.replaceAll("(?<=[/\\\\])" + Pattern.quote(user) + "(?=[/\\\\]|$)", "USER");
    }

    private static String withoutPassword(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            return uri.getHost() == null ? "set" : uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return "set, to no address";
        }
    }
}
