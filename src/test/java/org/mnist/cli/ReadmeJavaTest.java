package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/** The Java that README shows, run as a program of its own with the libraries that users have, and none of this program. */
class ReadmeJavaTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /** Images that the iterator takes for granted in the test set. */
    private static final int TEST_IMAGES = 10_000;

    @TempDir
    Path folder;

    @Test
    void savedModelIsReadWithoutThisProgram() throws Exception {
        Matcher java = JAVA.matcher(Files.readString(Path.of("README.md")));
        assertThat(java.find()).isTrue();
        Path run = folder.resolve("runs/first");
        CliRun trained = CliRun.of(
                "train",
                "--arch",
                "mlp",
                "--data",
                TinyData.write(folder.resolve("tiny"), 240, 30),
                "--epochs",
                1,
                "--out",
                run);
        assertThat(trained.code()).as(trained.err()).isZero();
        Path mnist = Files.createDirectories(folder.resolve("mnist")); // where DL4J would have downloaded it to
        Files.write(mnist.resolve("t10k-images-idx3-ubyte"), repeated("t10k-images-idx3-ubyte", 16, 784));
        Files.write(mnist.resolve("t10k-labels-idx1-ubyte"), repeated("t10k-labels-idx1-ubyte", 8, 1));

        String out = compileAndRun(java.group(1), mnist);

        assertThat(out.lines().reduce((first, last) -> last)).hasValue("[128, 10] 128");
        assertThat(java.find()).as("another piece of Java").isFalse();
    }

    /** The output of the statements, and then the shape of {@code probabilities} and their sum, rounded. */
    private String compileAndRun(String statements, Path mnist) throws IOException, InterruptedException {
        Path source = folder.resolve("Snippet.java");
        Files.writeString(source, """
            import java.io.File;
            import java.util.Arrays;
            import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
            import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
            import org.nd4j.linalg.api.ndarray.INDArray;

            public class Snippet {
                public static void main(String[] args) throws Exception {
                    %s
                    System.out.println(Arrays.toString(probabilities.shape()) + " "
                            + Math.round(probabilities.sumNumber().doubleValue()));
                }
            }
            """.formatted(statements));
        String libraries = Files.readString(Path.of("target/runtime-classpath")).strip();
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, problems, problems, "-classpath", libraries, source.toString());
        assertThat(code).as(problems.toString(StandardCharsets.UTF_8)).isZero();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.deeplearning4j.resources.directory=" + mnist,
                        "-Dorg.nd4j.log.initialization=false",
                        "-classpath",
                        folder + File.pathSeparator + libraries,
                        "Snippet"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    /** A file of the sample with its entries again and again, until there are as many as in MNIST. */
    private static byte[] repeated(String name, int header, int size) {
        byte[] sample = TinyData.sample(name);
        byte[] file = Arrays.copyOf(sample, header + TEST_IMAGES * size);
        ByteBuffer.wrap(file).putInt(4, TEST_IMAGES);
        for (int at = sample.length; at < file.length; at++) {
            file[at] = file[at - sample.length + header];
        }
        return file;
    }
}
