/**
 * The server of models over HTTP, and its page to draw on: {@link
 * org.mnist.serve.ModelServer}.
 */
@NullMarked
package org.mnist.serve;

import org.jspecify.annotations.NullMarked;
