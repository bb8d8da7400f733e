/** Helpers that tests of several packages share: small data, small configurations, runs of the command, drawn pictures. */
package org.mnist.testing;
