package org.mnist.config;

/**
 * What the source of a preset reports.
 *
 * @param accuracy test accuracy in percent
 * @param note how it was obtained
 */
public record Published(double accuracy, String note) {}
