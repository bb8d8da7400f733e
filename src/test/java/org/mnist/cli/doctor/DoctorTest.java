package org.mnist.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.BuildInfo;
import org.mnist.base.Hardware;
import org.mnist.cli.Context;
import org.mnist.cli.Environment;
import org.mnist.cli.output.CheckupText;
import org.mnist.testing.CliRun;

/** What the machine tells of itself, here and on machines that are made up. */
class DoctorTest {
    @TempDir
    Path root;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void machine() throws IOException {
        variables.put("HOME", root.resolve("home/somebody").toString());
        write("proc/meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:    8000000 kB\n");
        write("proc/cpuinfo", "processor\t: 0\nflags : a\nprocessor\t: 1\nprocessor\t: 2\n");
        write("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 4096                 files
                Max address space         unlimited            unlimited            bytes
                """);
        write("etc/os-release", "ID=x\nPRETTY_NAME=\"Some Linux 1\"\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Checkup examine() {
        return examine(new Doctor.Machine(root, false, "UTF-8", folder -> OptionalLong.of(1_000_000_000)));
    }

    private Checkup examine(Doctor.Machine machine) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Doctor.examine(
                new Context(
                        InputStream.nullInputStream(), nowhere, nowhere, new Environment(variables, false), List.of()),
                false,
                machine);
    }

    /** A release has most of its libraries ready; what is told to do helps where it is told. */
    @Test
    void aDiskWithoutRoomIsToldWithWhatHelpsThere() {
        Checkup full = examine(new Doctor.Machine(root, false, "UTF-8", folder -> OptionalLong.of(90_000_000)));
        assertThat(full.canTrain()).isFalse();
        assertThat(CheckupText.of(full, 1000))
                .contains(
                        "has 90 MB left for the native libraries, which may take 520 MB; make room there, or name another"
                                + " folder by MNIST_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR")
                .contains(
                        "has 90 MB left for fetched data, which may take 100 MB; make room there, or name another folder by"
                                + " MNIST_HOME")
                .contains("for run folders, which may take 100 MB; make room there, or name another folder by --out");
        Checkup released = examine(new Doctor.Machine(root, true, "UTF-8", folder -> OptionalLong.of(90_000_000)));
        assertThat(released.canTrain()).isTrue();
        assertThat(released.warnings()).hasSize(2);
        Checkup unknown = examine(new Doctor.Machine(root, false, "ANSI_X3.4-1968", folder -> OptionalLong.empty()));
        assertThat(unknown.facts().get("cache")).containsEntry("free_bytes", "unknown");
        assertThat(unknown.warnings())
                .extracting(Checkup.Warning::problem)
                .containsExactly("names of files that are not ASCII cannot be read");
    }

    /** Where another user may put a library in the place of ours, nothing is loaded. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereNoFolderIsThisUsersAloneNothingCanBeTrained() throws IOException {
        Path home = Files.createDirectories(root.resolve("home/open"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        variables.put("HOME", home.toString());
        Checkup checkup = examine();
        assertThat(checkup.canTrain()).isFalse();
        assertThat(CheckupText.of(checkup, 1000))
                .startsWith(
                        "cannot train: there is no safe place for the native libraries: other users may replace what is in ~;"
                                + " name a folder of your own by MNIST_JAVA_OPTS=");
        assertThat(home).as("nothing is left there").isEmptyDirectory();
    }

    @Test
    void noPasswordIsTold() {
        variables.put("MNIST_MIRROR", "https://somebody:secret@host/x/");
        assertThat(CheckupText.of(examine(), 1000))
                .contains("MNIST_MIRROR is https://…@host/x/; it must be")
                .doesNotContain("secret", "somebody:");
    }

    /** A wrong setting is a finding, and no reason to end without a report. */
    @Test
    void aSettingThatIsWrongIsAFinding() {
        variables.put("MNIST_MIRROR", "foo");
        Checkup checkup = examine();
        assertThat(checkup.canTrain()).isFalse();
        assertThat(checkup.warnings()).hasSize(1);
        assertThat(CheckupText.of(checkup, 1000))
                .startsWith("cannot train: MNIST_MIRROR")
                .contains("mnist mirror  ");
        assertThat(checkup.facts()).containsKeys("processor", "memory", "natives", "network", "terminal");
    }

    @Test
    void aSoundMachineHasNoWarnings() {
        Checkup checkup = examine();
        assertThat(checkup.warnings()).isEmpty();
        assertThat(checkup.canTrain()).isTrue();
        assertThat(checkup.facts().get("memory"))
                .containsEntry("bytes", 16_384_000_000L)
                .containsEntry("available_bytes", 8_192_000_000L)
                .containsEntry("container_limit_bytes", "none");
        assertThat(checkup.facts().get("processor"))
                .containsEntry("of_the_machine", 3L)
                .containsEntry("processors", Hardware.processors())
                .doesNotContainKey("quota");
        assertThat(checkup.facts().get("system")).containsEntry("distribution", "Some Linux 1");
        assertThat(checkup.facts().get("limits"))
                .containsEntry("open_files", "1024")
                .containsEntry("address_space_bytes", "unlimited");
        assertThat(checkup.facts().get("program")).containsEntry("version", BuildInfo.version());
        assertThat(checkup.facts().get("natives"))
                .containsEntry("verified", false)
                .containsEntry("bytes", 0L);
        assertThat(CheckupText.of(checkup, 80)).startsWith("nothing is wrong\n\nprogram\n");
    }

    @Test
    void aContainersLimitsAreFoundInBothVersions() throws IOException {
        write("proc/self/cgroup", "0::/a/b\n");
        write("sys/fs/cgroup/a/memory.max", "2000000000");
        write("sys/fs/cgroup/a/b/memory.max", "max");
        write("sys/fs/cgroup/a/b/cpu.max", "50000 100000");
        Checkup second = examine();
        assertThat(second.facts().get("memory")).containsEntry("container_limit_bytes", 2_000_000_000L);
        assertThat(second.facts().get("processor")).containsEntry("quota", 0.5);
        assertThat(second.warnings())
                .extracting(Checkup.Warning::problem)
                .containsExactlyInAnyOrder(
                        "a control group leaves this process 0.50 of a processor",
                        "there are 2.0 GB of memory in this container");
        assertThat(second.canTrain()).isTrue();

        write("proc/self/cgroup", "4:memory:/c\n3:cpu,cpuacct:/c\n");
        write("sys/fs/cgroup/memory/c/memory.limit_in_bytes", "500000000");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
        write("sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", "200000");
        write("sys/fs/cgroup/cpu/c/cpu.cfs_period_us", "100000");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
        Checkup first = examine();
        assertThat(first.facts().get("memory")).containsEntry("container_limit_bytes", 500_000_000L);
        assertThat(first.facts().get("processor")).containsEntry("quota", 2.0);
        assertThat(first.canTrain()).isFalse();
        assertThat(CheckupText.of(first, 80))
                .startsWith("cannot train: there are 500 MB of memory in this container; ");
    }

    @Test
    void whatForbidsTrainingIsTheFirstToBeTold() throws IOException {
        write("proc/self/limits", """
                Max open files            100                  4096                 files
                Max address space         2000000000           unlimited            bytes
                """);
        write(
                "proc/self/mounts",
                "/dev/a / ext4 rw 0 0\n/dev/b " + root + "/home ext4 rw,noexec 0 0\n/dev/c /home/x ext4 rw 0 0\n");
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.max", "10000 100000");
        Checkup checkup = examine();
        assertThat(checkup.warnings()).extracting(Checkup.Warning::prevents).containsExactly(true, true, true, false);
        assertThat(CheckupText.of(checkup, 100))
                .contains("only 100 files may be open at once; allow more by `ulimit -n 1024`")
                .contains("only 2.0 GB of address space are allowed")
                .containsPattern("libraries cannot be loaded from\\s+~/\\.cache/mnist/natives/\\S+, which is mounted");
    }

    @Test
    void whatTheSystemDoesNotTellIsUnknown() throws IOException {
        for (String file : List.of("proc/meminfo", "proc/cpuinfo", "proc/self/limits", "etc/os-release")) {
            Files.delete(root.resolve(file));
        }
        Checkup checkup = examine();
        assertThat(checkup.warnings()).isEmpty();
        assertThat(checkup.facts().get("memory")).containsEntry("bytes", "unknown");
        assertThat(checkup.facts().get("limits")).containsEntry("open_files", "unknown");
        assertThat(checkup.facts().get("system")).containsEntry("distribution", "unknown");
    }

    @Test
    void nothingPrivateIsTold() {
        variables.put("https_proxy", "http://jane:secret@proxy.example:3128");
        variables.put("ALL_PROXY", "jane:secret@socks.example");
        variables.put("MNIST_MIRROR", "https://mirror.example/a?token=secret");
        variables.put("MLFLOW_TRACKING_TOKEN", "secret");
        variables.put("MNIST_HOME", root.resolve("home/somebody/data").toString());
        Checkup checkup = examine();
        assertThat(checkup.facts().get("network"))
                .containsEntry("https_proxy", "proxy.example:3128")
                .containsEntry("all_proxy", "socks.example")
                .containsEntry("mnist_mirror", "mirror.example");
        assertThat(checkup.facts().get("cache")).containsEntry("folder", "~/data");
        assertThat(CheckupText.of(checkup, 80)).doesNotContain("secret", "jane", "somebody");
    }

    @Test
    void theCommandTellsOfThisMachine() throws IOException {
        CliRun json = CliRun.of("doctor", "--json");
        JsonNode document = new ObjectMapper().readTree(json.out());
        assertThat(document.at("/facts/processor/model").asText()).isEqualTo(Hardware.cpuModel());
        assertThat(document.at("/facts/java/version").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(document.at("/facts/network/servers").asText()).isEqualTo("not asked; --network does");
        boolean prevented = document.findValues("prevents").stream().anyMatch(JsonNode::asBoolean);
        assertThat(json.code()).isEqualTo(prevented ? 69 : 0);
        for (int columns : new int[] {60, 80}) {
            String text = CliRun.with(Map.of("MNIST_HOME", CliRun.CACHE, "COLUMNS", "" + columns), "doctor")
                    .out();
            assertThat(text.lines().filter(line -> !line.contains("/")))
                    .allMatch(line -> line.codePointCount(0, line.length()) <= columns);
        }
    }
}
