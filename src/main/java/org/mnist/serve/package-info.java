/** The web server that reads digits in posted pictures. */
@NullMarked
package org.mnist.serve;

import org.jspecify.annotations.NullMarked;
