/** Options that several commands share: picocli fills them in, and they turn themselves into plain values. */
package org.mnist.cli.options;
