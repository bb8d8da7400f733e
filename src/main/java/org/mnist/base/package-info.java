/**
 * What every other package leans on: failures, files that are whole or absent, JSON, hashes, seeds and formatted text.
 */
@NullMarked
package org.mnist.base;

import org.jspecify.annotations.NullMarked;
