/** What shells offer when the tabulator is pressed: one model of the command line, and a script from it for each shell. */
@NullMarked
package org.mnist.cli.completion;

import org.jspecify.annotations.NullMarked;
