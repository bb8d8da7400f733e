package org.mnist.engine.graph;

/** How far a window reaches over the edges of its maps. */
public sealed interface Border permits Border.Same, Zeros {
    /**
     * As many zeros as give an output of ⌈input / stride⌉ rows and columns; an odd row or column of zeros goes to the
     * bottom or the right.
     */
    record Same() implements Border {}
}
