/** Runs on a tracking server of MLflow: a journal in the run folder, and what sends it. */
@NullMarked
package org.mnist.track.mlflow;

import org.jspecify.annotations.NullMarked;
