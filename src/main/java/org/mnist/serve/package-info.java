/**
 * The page to draw digits on, and the server that reads them, for this machine alone: {@link
 * org.mnist.serve.DigitServer}.
 */
@NullMarked
package org.mnist.serve;

import org.jspecify.annotations.NullMarked;
