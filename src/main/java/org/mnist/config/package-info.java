/**
 * Configurations of a training: presets and YAML files, what may stand in them, and how one is printed and identified.
 */
@NullMarked
package org.mnist.config;

import org.jspecify.annotations.NullMarked;
