/** Foundations of all packages: failures as one line, safe files, JSON, hashes, seeds, the console. */
package org.mnist.base;
