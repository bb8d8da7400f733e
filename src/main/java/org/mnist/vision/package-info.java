/**
 * Pictures to network inputs, and what a network makes of them.
 *
 * <p>The way of a picture: {@link org.mnist.vision.PhotoReader} decodes it, {@code Luminance} takes its brightness,
 * {@code Ink} tells ink from paper, {@code PrintedLines} takes ruled lines and boxes out, {@code DigitFinder} joins and orders
 * connected components, and {@code Normaliser} brings each into MNIST's form: a {@link org.mnist.vision.Photo}. A {@link
 * org.mnist.vision.Recogniser} reads its digits and refuses what is hardly one. For a network that tells other things, a
 * {@link org.mnist.vision.WholeReader} takes the picture as a whole.
 */
@NullMarked
package org.mnist.vision;

import org.jspecify.annotations.NullMarked;
