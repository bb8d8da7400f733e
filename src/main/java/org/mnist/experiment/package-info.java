/** Whole runs and their folders: training, checkpoints, results, saved models, benchmarks and ensembles. */
@NullMarked
package org.mnist.experiment;

import org.jspecify.annotations.NullMarked;
