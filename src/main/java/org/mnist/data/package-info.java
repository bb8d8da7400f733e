/**
 * Data sets: where their files come from, how they are read and checked, and how images are split, changed and cut
 * into batches.
 */
@NullMarked
package org.mnist.data;

import org.jspecify.annotations.NullMarked;
