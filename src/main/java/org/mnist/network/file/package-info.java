/** Model files, which are proved before anything in them is believed. */
@NullMarked
package org.mnist.network.file;

import org.jspecify.annotations.NullMarked;
