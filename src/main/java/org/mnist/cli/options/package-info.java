/** Options that several commands share: picocli fills them in, and they turn themselves into plain values. */
@NullMarked
package org.mnist.cli.options;

import org.jspecify.annotations.NullMarked;
