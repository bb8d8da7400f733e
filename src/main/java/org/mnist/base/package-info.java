/** What every room needs and no library has: failures as one line, safe files, JSON, hashes, seeds, the console. */
package org.mnist.base;
