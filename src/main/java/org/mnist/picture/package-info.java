/** Picture files of any usual kind: decoded without trust, upright, and scaled to the size that a network takes. */
@NullMarked
package org.mnist.picture;

import org.jspecify.annotations.NullMarked;
