/** From a photo to a digit: finding ink, cutting out digits, bringing them into MNIST's form and reading them. */
@NullMarked
package org.mnist.vision;

import org.jspecify.annotations.NullMarked;
