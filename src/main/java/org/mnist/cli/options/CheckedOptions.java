package org.mnist.cli.options;

/**
 * Options that can be wrong by themselves. Every command checks all of its own, in mixins and as values of options,
 * before it does anything else; no command has to ask for it.
 */
public interface CheckedOptions {
    /**
     * Refuses values that make no sense.
     *
     * @throws org.mnist.base.Failure of the kind that fits
     */
    void check();
}
