/** The choice of the layout in which each layer computes: measured once, then remembered in files. */
@NullMarked
package org.mnist.engine.onednn.layout;

import org.jspecify.annotations.NullMarked;
