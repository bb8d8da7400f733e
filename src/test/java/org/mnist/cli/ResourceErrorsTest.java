package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Failure;

class ResourceErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Java heap space                                            | -Xmx2g",
                "Cannot allocate new FloatPointer(9): totalBytes = 1        | javacpp.maxbytes=8g",
                "Physical memory usage is too high: 9 > maxPhysicalBytes    | javacpp.maxphysicalbytes=4g",
                "unable to create native thread: possibly out of memory     | ulimit -u"
            })
    void memoryNamesItsSetting(String message, String setting) {
        Throwable wrapped = new IllegalStateException(new RuntimeException(new OutOfMemoryError(message)));
        Failure failure = ResourceErrors.of(wrapped).orElseThrow();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining(message).hasMessageContaining(setting);
    }

    @Test
    void brokenNativesNameTheFolder() {
        Throwable broken = new ExceptionInInitializerError(new RuntimeException(
                "ND4J is missing", new UnsatisfiedLinkError("lib.so: failed to map segment\nmore")));
        assertThat(ResourceErrors.of(broken).orElseThrow())
                .hasMessageStartingWith("the native libraries cannot be loaded (lib.so: failed to map segment);")
                .hasMessageContaining("javacpp.cachedir=DIR");
    }

    @Test
    void tooFewOpenFilesNameTheLimit() {
        Throwable few =
                new IllegalStateException("no class", new FileNotFoundException("/lib/a.jar (Too many open files)"));
        assertThat(ResourceErrors.of(few).orElseThrow())
                .hasMessage(
                        "too few files may be open at once (/lib/a.jar (Too many open files)); allow more by: ulimit -n 1024");
    }

    @Test
    void aFaultIsNone() {
        assertThat(ResourceErrors.of(new IllegalStateException("bug", new NullPointerException())))
                .isEmpty();
        assertThat(ResourceErrors.of(new NoClassDefFoundError("org/mnist/Missing")))
                .isEmpty();
        assertThat(ResourceErrors.of(new NoSuchMethodError("gone"))).isEmpty();
    }
}
