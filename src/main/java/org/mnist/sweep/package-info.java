/** Many trainings at once: what a sweep tries, where its trainings run, and which configuration did best on validation images. */
@NullMarked
package org.mnist.sweep;

import org.jspecify.annotations.NullMarked;
