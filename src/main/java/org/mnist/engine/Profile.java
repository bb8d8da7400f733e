package org.mnist.engine;

import java.util.List;

/**
 * How long each primitive of a training step takes.
 *
 * @param batch images a step
 * @param lines the primitives in their order
 */
public record Profile(int batch, List<Line> lines) {
    /**
     * One primitive.
     *
     * @param layer what it works for
     * @param work what it does there
     * @param pass what that is part of
     * @param kernel the library's name of the kernel
     * @param shape sizes of its first argument
     * @param seconds median time in its place between the others
     * @param aloneSeconds median time where it runs again and again on what is then in the cache
     * @param flop floating-point operations; 0 where nobody counts
     */
    public record Line(
            String layer,
            String work,
            String pass,
            String kernel,
            String shape,
            double seconds,
            double aloneSeconds,
            double flop) {
        /** The sum of this line and one more of the same work. */
        public Line plus(Line more) {
            return new Line(
                    layer,
                    work,
                    pass,
                    kernel,
                    shape,
                    seconds + more.seconds,
                    aloneSeconds + more.aloneSeconds,
                    flop + more.flop);
        }

        /** Billions of floating-point operations a second, in its place. */
        public double gigaflops() {
            return flop / seconds / 1e9;
        }
    }

    /** All of them in their places. */
    public double seconds() {
        return lines.stream().mapToDouble(Line::seconds).sum();
    }

    /** All of them alone: what no order of the same primitives can be faster than. */
    public double aloneSeconds() {
        return lines.stream().mapToDouble(Line::aloneSeconds).sum();
    }
}
