/**
 * Pictures and pages that people look at after a run.
 *
 * <p>{@link org.mnist.report.RunReport} draws the report of a run folder: its pictures, which {@code Pictures} lists, and
 * the page with all of them, {@code ReportPage}. Each picture is a class that draws from plain figures, in a {@code Theme}
 * of light or dark, and knows no files.
 */
@NullMarked
package org.mnist.report;

import org.jspecify.annotations.NullMarked;
