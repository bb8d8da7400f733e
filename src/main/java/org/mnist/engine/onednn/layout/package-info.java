/** The choice of the layout in which each layer computes: measured once, then remembered in files. */
package org.mnist.engine.onednn.layout;

