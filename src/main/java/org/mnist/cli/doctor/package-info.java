/** What the machine can do for this program, looked up without changing anything: {@code mnist doctor}. */
@NullMarked
package org.mnist.cli.doctor;

import org.jspecify.annotations.NullMarked;
