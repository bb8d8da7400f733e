/**
 * Trainings as experiments: the run folder with its checkpoints, figures and provenance, benchmarks over several seeds, and
 * the comparison of their accuracies.
 */
@NullMarked
package org.mnist.experiment;

import org.jspecify.annotations.NullMarked;
