package org.mnist.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The files by which Linux tells of memory, of limits and of what is mounted; on other systems they tell nothing. */
final class LinuxFiles {
    private static final long KILO = 1024;

    private final Path root;

    /** Those below a folder, which is the root but for tests. */
    LinuxFiles(Path root) {
        this.root = root;
    }

    /** A figure of the memory, in bytes, such as {@code MemTotal}. */
    OptionalLong memory(String name) {
        return lines("proc/meminfo").stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> KILO * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    /** How many processors the machine has, whoever may use them. */
    OptionalLong processors() {
        long count = lines("proc/cpuinfo").stream()
                .filter(line -> line.startsWith("processor"))
                .count();
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /** The bytes of memory that the control groups around this process leave to it, of version 2 or 1; empty if all there is. */
    OptionalLong memoryLimit() {
        long all = memory("MemTotal").orElse(Long.MAX_VALUE);
        return Stream.concat(inGroups("", "memory.max").stream(), inGroups("memory", "memory.limit_in_bytes").stream())
                .filter(text -> text.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .filter(limit -> limit < all)
                .min();
    }

    /** How many processors' time the control groups leave to this process, such as 0.5; empty if there is no quota. */
    OptionalDouble processorQuota() {
        Stream<String> second = inGroups("", "cpu.max").stream();
        Stream<String> first = groups("cpu").stream().flatMap(folder -> {
            String quota = text(folder.resolve("cpu.cfs_quota_us")).orElse("-1");
            return text(folder.resolve("cpu.cfs_period_us")).map(period -> quota + " " + period).stream();
        });
        return Stream.concat(second, first)
                .filter(text -> text.matches("\\d+ [1-9]\\d*"))
                .mapToDouble(
                        text -> Double.parseDouble(text.split(" ", -1)[0]) / Double.parseDouble(text.split(" ", -1)[1]))
                .min();
    }

    /** A soft limit of this process as {@code ulimit} sets it, such as {@code Max open files}: a number, or {@code unlimited}. */
    Optional<String> limit(String name) {
        return lines("proc/self/limits").stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" +", -1)[0])
                .findFirst();
    }

    /** The name of the distribution. */
    Optional<String> distribution() {
        return lines("etc/os-release").stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst();
    }

    /** Whether nothing in a folder can be run or loaded, as its file system was mounted. */
    boolean forbidsLoading(Path folder) {
        return lines("proc/self/mounts").stream()
                .map(line -> line.split(" ", -1))
                .filter(mount -> mount.length > 3 && folder.startsWith(mount[1].replace("\\040", " ")))
                .reduce((one, other) -> other[1].length() >= one[1].length() ? other : one)
                .map(mount -> Arrays.asList(mount[3].split(",", -1)).contains("noexec"))
                .orElse(false);
    }

    private List<String> inGroups(String controller, String file) {
        return groups(controller).stream()
                .flatMap(folder -> text(folder.resolve(file)).stream())
                .toList();
    }

    /** The folders of the groups that this process is in, up to that of the whole machine. */
    private List<Path> groups(String controller) {
        Path top = root.resolve("sys/fs/cgroup").resolve(controller);
        Path own = lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(line -> line.length == 3
                        && Arrays.asList(line[1].split(",", -1)).contains(controller))
                .map(line -> top.resolve(line[2].replaceFirst("^/+", "")).normalize())
                .filter(folder -> folder.startsWith(top) && Files.isDirectory(folder))
                .findFirst()
                .orElse(top);
        return Stream.iterate(own, folder -> folder.startsWith(top), Path::getParent)
                .toList();
    }

    private Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty(); // not on this system, or not for this user
        }
    }

    private List<String> lines(String file) {
        return text(root.resolve(file)).map(text -> text.lines().toList()).orElse(List.of());
    }
}
