/**
 * The schema numbers of all that outlives a process, and the steps that lead older documents to the newest form. The rules
 * stand in {@code docs/decisions/file-versions.md}.
 */
@NullMarked
package org.mnist.base.schema;

import org.jspecify.annotations.NullMarked;
