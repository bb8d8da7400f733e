/** The program itself: {@link org.mnist.Mnist} starts here and hands everything to the command line. */
@NullMarked
package org.mnist;

import org.jspecify.annotations.NullMarked;
