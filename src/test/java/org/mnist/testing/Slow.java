package org.mnist.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * A test that takes longer than {@code mvn verify} has time for. The profile {@code slow} runs it, and so does
 * {@code .ci/run}. What it looks at has a quicker test beside it wherever there can be one.
 */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Slow {}
