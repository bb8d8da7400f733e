/** The commands of {@code mnist}, a class each: options are checked, the work is done below, the result is printed. */
@NullMarked
package org.mnist.cli.commands;

import org.jspecify.annotations.NullMarked;
