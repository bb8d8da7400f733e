/**
 * The native libraries that JavaCPP unpacks from jars: into a folder that is its user's alone, and proved before they are loaded.
 */
@NullMarked
package org.mnist.base.natives;

import org.jspecify.annotations.NullMarked;
