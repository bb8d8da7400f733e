/** Reports of a run: charts, pictures and a page of HTML. */
@NullMarked
package org.mnist.report;

import org.jspecify.annotations.NullMarked;
