/**
 * Predictions to figures: {@link org.mnist.eval.Evaluator} runs a predictor over images, and {@link
 * org.mnist.eval.EvalResult} scores the probabilities against the labels. An ensemble and test-time augmentation are means
 * of several predictions.
 */
@NullMarked
package org.mnist.eval;

import org.jspecify.annotations.NullMarked;
