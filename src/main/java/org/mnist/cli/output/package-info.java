/** Results as a person reads them: tables, texts, progress, and the files that figures are written to. */
@NullMarked
package org.mnist.cli.output;

import org.jspecify.annotations.NullMarked;
