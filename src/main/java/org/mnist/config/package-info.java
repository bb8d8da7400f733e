/**
 * Configurations: records that check themselves, and the reader that lays defaults, preset, file and single values over
 * each other and names the place of a value that is wrong.
 */
@NullMarked
package org.mnist.config;

import org.jspecify.annotations.NullMarked;
