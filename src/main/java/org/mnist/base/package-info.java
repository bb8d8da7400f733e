/** Foundations of all packages: failures as one line, safe files, JSON, hashes, seeds, the console. */
@NullMarked
package org.mnist.base;

import org.jspecify.annotations.NullMarked;
