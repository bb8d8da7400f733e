/**
 * The entry to the program: a command line is run here, what is around the process is known here, and a failure becomes
 * one line and an exit code here.
 */
@NullMarked
package org.mnist.cli;

import org.jspecify.annotations.NullMarked;
