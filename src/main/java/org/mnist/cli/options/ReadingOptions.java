package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.config.ImageSize;
import org.mnist.data.ReadOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How data of people's own is read, for commands that have no configuration. */
public final class ReadingOptions implements CheckedOptions {
    @Option(
            names = "--image-size",
            paramLabel = "N|HxW",
            description = "What pictures of your own are scaled to; if not given, their commonest size.")
    private Optional<String> imageSize = Optional.empty();

    @Mixin
    SkipBadOption skipBad = new SkipBadOption();

    @Override
    public void check() {
        options();
    }

    /** The wishes. */
    public ReadOptions options() {
        try {
            return new ReadOptions(imageSize.map(ImageSize::parse).orElse(ImageSize.AUTO), skipBad.given());
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, "--image-size: " + Failure.message(e), e);
        }
    }
}
