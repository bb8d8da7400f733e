package org.mnist.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A test of the fast engine. It is skipped where the build has no oneDNN for the machine, as on macOS with arm64, and
 * nowhere else: one that is there and does not load must fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "org.mnist.testing.NeedsOneDnn$Build#hasOneDnn",
        disabledReason = "there is no oneDNN for this machine")
public @interface NeedsOneDnn {
    /** The build of oneDNN that pom.xml took: {@code dnnl} alone has no natives. */
    final class Build {
        private Build() {}

        /** The engines that it has, the one that {@code auto} takes first. */
        public static List<String> engines() {
            return hasOneDnn() ? List.of("onednn", "dl4j") : List.of("dl4j");
        }

        static boolean hasOneDnn() {
            return !"dnnl".equals(System.getProperty("mnist.onednn"));
        }
    }
}
