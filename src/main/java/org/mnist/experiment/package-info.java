/**
 * Trainings as experiments: the run folder with its checkpoints, figures and provenance, benchmarks over several seeds with
 * the comparison of their accuracies, and ensembles of several runs.
 */
@NullMarked
package org.mnist.experiment;

import org.jspecify.annotations.NullMarked;
