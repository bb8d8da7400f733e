/** The driver of a Spark cluster, and what its executors do. Nobody else knows Spark, and this program never has it on its class path. */
@NullMarked
package org.mnist.spark;

import org.jspecify.annotations.NullMarked;
