package org.mnist.config;

/**
 * Test accuracy that the source of a preset reports.
 *
 * @param accuracy test accuracy in percent
 * @param note how it was obtained
 */
public record Published(double accuracy, String note) {}
