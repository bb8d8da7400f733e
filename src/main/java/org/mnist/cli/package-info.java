/**
 * The entry to the program, which runs a command line, knows what is around the process, and makes one line and an exit
 * code of a failure.
 */
@NullMarked
package org.mnist.cli;

import org.jspecify.annotations.NullMarked;
