package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.testing.Children;
import org.mnist.testing.CliRun;
import org.mnist.testing.Command;
import org.mnist.testing.Command.Ended;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.Schemas;
import org.mnist.testing.Slow;
import org.mnist.testing.TinyData;

/** The program as a process of its own: its streams, its locale, its limits. */
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
    private static final Command MNIST = Command.classes(Map.of("MNIST_HOME", CliRun.CACHE));

    @TempDir
    static Path folder;

    private static Path tiny;
    private static Report plain;

    @BeforeAll
    static void prepare() throws Exception {
        tiny = TinyData.write(folder.resolve("tiny"), 200, 30);
        plain = report("plain", "-Duser.language=en", "-Duser.timezone=UTC");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullOutputIsSeventyFour() throws Exception {
        Ended ended = MNIST.run(builder -> builder.redirectOutput(new File("/dev/full")), "presets");
        assertThat(ended.err()).isEqualTo("mnist: standard output cannot be written; see that its disk has room\n");
        assertThat(ended.code()).isEqualTo(74);
        Ended both = MNIST.run(
                builder -> builder.redirectOutput(new File("/dev/full")).redirectError(new File("/dev/full")),
                "presets");
        assertThat(both.code()).isEqualTo(74);
    }

    @Test
    void aReaderThatLeavesIsNoFault() throws Exception {
        for (String line : List.of("presets", "--help", "show twoconv")) {
            Ended ended = MNIST.shell("\"$@\" | head -n 1").run((Object[]) line.split(" ", -1));
            assertThat(ended.out()).hasLineCount(1);
            assertThat(ended.err()).doesNotContain("\tat ").doesNotContain("Exception");
        }
    }

    @Test
    void aReaderThatHasGoneIsToldByTheExitCodeAlone() throws Exception {
        Ended ended = MNIST.shell("{ \"$@\"; echo \"code $?\" >&2; } | true").run("presets");
        assertThat(ended.err()).isEqualTo("code 141\n");
        Path run = folder.resolve("unread");
        Ended trained = MNIST.shell("{ \"$@\"; echo \"code $?\" >&2; } | true")
                .run("train", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--no-report", "--out", run);
        assertThat(trained.err())
                .endsWith("code 141\n")
                .doesNotContain("mnist: ")
                .doesNotContain("disk");
        assertThat(run.resolve("result.json")).exists();
    }

    /** A server says where it is, answers there, and goes when it is told to. */
    @Test
    void servesUntilItIsStopped() throws Exception {
        Path said = folder.resolve("serve.txt");
        Process serve = MNIST.start(List.of("serve", folder.resolve("plain").toString(), "--port", "0"), null, said);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !serve.isAlive() || Files.readString(said).contains("Ctrl-C ends it"));
            String address = Files.readString(said)
                    .lines()
                    .filter(line -> line.startsWith("http"))
                    .findFirst()
                    .orElseThrow();
            byte[] picture = Files.readAllBytes(folder.resolve("plain/filters.png"));
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<String> page =
                    client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            assertThat(page.body()).contains("Draw a digit", "mlp");
            HttpResponse<String> read = client.send(
                    HttpRequest.newBuilder(URI.create(address + "predict"))
                            .POST(BodyPublishers.ofByteArray(picture))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
            serve.destroy();
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(serve.exitValue()).isEqualTo(143);
        } finally {
            Children.kill(serve);
        }
        assertThat(Files.readString(said)).doesNotContain("\tat ");
    }

    /** The same training, told in a language with digits of its own: the same bytes. */
    @Test
    void anotherLocaleAndTimeZoneReadsAlike() throws Exception {
        requireSameReport("ar-EG-u-nu-arab");
    }

    @Slow
    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "tr-TR", "th-TH-u-ca-buddhist-nu-thai"})
    void everyLocaleAndTimeZoneReadsAlike(String locale) throws Exception {
        requireSameReport(locale);
    }

    private static void requireSameReport(String locale) throws Exception {
        String[] parts = locale.split("-", 3);
        Report there = report(
                "there-" + locale,
                "-Duser.language=" + parts[0],
                "-Duser.country=" + parts[1],
                "-Duser.extensions=" + (parts.length > 2 ? parts[2] : ""),
                "-Duser.timezone=Asia/Kathmandu");
        assertThat(there).isEqualTo(plain);
    }

    private record Report(String out, String err, String metrics, String result, String config) {}

    private static Report report(String name, String... options) throws Exception {
        Path run = folder.resolve(name);
        Ended ended = Command.classes(Map.of("MNIST_HOME", CliRun.CACHE, "JDK_JAVA_OPTIONS", String.join(" ", options)))
                .run("train", "--arch", "mlp", "--data", tiny, "--epochs", 2, "--out", run);
        assertThat(ended.code()).as(ended.err()).isZero();
        return new Report(
                untimed(ended.out(), name),
                untimed(ended.err().replaceAll("(?m)^NOTE: Picked up.*\n", ""), name),
                untimed(Files.readString(run.resolve("metrics.csv")), name),
                untimed(Files.readString(run.resolve("result.json")), name),
                Files.readString(run.resolve("config.yaml")));
    }

    private static String untimed(String text, String name) {
        return text.replace(name, "NAME")
                .replaceAll(",[0-9.]+,[0-9.]+\n", ",T,T\n")
                .replaceAll("(_seconds|_per_second|_share)\" : [0-9.E-]+", "$1 T")
                .replaceAll("(?m)^(epoch .*%.*?) +[0-9.]+ s +[0-9,]+$", "$1 T")
                .replaceAll("[0-9.,]+ (s|images/s|%( of it waiting))\\b", "T $1");
    }

    @ParameterizedTest
    @CsvSource({"C.UTF-8, -Größe 数字, 0", "C, -Größe 数字, 2"})
    void namesOfAllKindsWorkOrAreRefused(String charset, String name, int code) throws Exception {
        requireThatNameWorksOrIsRefused(charset, name, code);
    }

    @Slow
    @Test
    void aPlainNameWorksWhereACharsetIsNarrow() throws Exception {
        requireThatNameWorksOrIsRefused("C", "-a dash and spaces", 0);
    }

    private static void requireThatNameWorksOrIsRefused(String charset, String name, int code) throws Exception {
        Command mnist = Command.classes(Map.of("MNIST_HOME", CliRun.CACHE, "LC_ALL", charset));
        Path run = folder.resolve(charset).resolve(name);
        Ended ended = mnist.run("train", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--out=" + run);
        assertThat(ended.err()).doesNotContain("\tat ");
        assertThat(ended.code()).as(ended.err()).isEqualTo(code);
        if (code == 0) {
            Ended evaluated = mnist.run(
                    builder -> builder.directory(run.getParent().toFile()), "evaluate", "--data", tiny, "--", name);
            assertThat(evaluated.code()).as(evaluated.err()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Xmx7m                                       | not enough memory in Java's heap of | -Xmx2g",
                "-Dorg.bytedeco.javacpp.maxbytes=100k         | not enough memory outside Java's heap |"
                        + " javacpp.maxbytes=8g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=60m  | not enough memory (Physical memory usage |"
                        + " maxphysicalbytes=4g"
            })
    @NeedsOneDnn // what DL4J takes is not counted in the second
    void tooLittleIsSaidWithTheSetting(String option, String message, String setting) throws Exception {
        Ended ended = MNIST.option(option)
                .run(
                        "train",
                        "--arch",
                        "lenet5",
                        "--data",
                        "sample",
                        "--out",
                        folder.resolve("little" + option.hashCode()));
        assertThat(ended.err().lines().filter(line -> line.startsWith("mnist: ")))
                .singleElement()
                .asString()
                .startsWith("mnist: " + message)
                .contains(setting);
        assertThat(ended.err()).doesNotContain("\tat ");
        assertThat(ended.code()).isEqualTo(69);
    }

    /** The launcher refuses before there is a Java, and in the same form. */
    @Test
    void theLauncherRefusesInJsonToo() throws Exception {
        Ended ended =
                Command.launcher(Map.of()).shell("ulimit -n 90; exec \"$@\"").run("presets", "--json");
        assertThat(ended.code()).isEqualTo(69);
        assertThat(ended.err()).isEqualTo("mnist: only 90 files may be open at once; allow more by: ulimit -n 1024\n");
        JsonNode failure = new ObjectMapper().readTree(ended.out());
        assertThat(Schemas.faults(Schemas.FAILURE, failure)).isEmpty();
        assertThat("mnist: " + failure.at("/error/message").asText() + "\n").isEqualTo(ended.err());
        assertThat(failure.at("/error/exit_code").asInt()).isEqualTo(69);
    }

    /** Java then cannot open its own files, and says so by a stack trace. */
    @Test
    void withoutRoomForJavasOwnFilesOneLineSaysSo() throws Exception {
        Ended ended = MNIST.shell("ulimit -n 12; exec \"$@\"").run("presets");
        assertThat(ended.code()).as(ended.err()).isEqualTo(69);
        assertThat(ended.err()).isEqualTo("mnist: too few files may be open at once; allow more by: ulimit -n 1024\n");
    }

    /** A limit on the length of files, which the model is too long for. */
    @Test
    void aLimitOnFilesIsSeventyFourAndNothingIsLost() throws Exception {
        Path run = folder.resolve("limited");
        Ended limited = MNIST.shell("ulimit -f 200; exec \"$@\"")
                .run("train", "--arch", "mlp", "--data", tiny, "--epochs", 2, "--out", run);
        assertThat(limited.code()).as(limited.err()).isEqualTo(74);
        assertThat(limited.err()).contains("cannot be written or read: File too large");
        assertThat(MNIST.run("train", "--resume", "--out", run).code()).isZero();
    }
}
