/**
 * Trackers, which keep an account of a run for other programs, and what they have in common: {@code docs/trackers.md} says how
 * to add one.
 */
@NullMarked
package org.mnist.track;

import org.jspecify.annotations.NullMarked;
