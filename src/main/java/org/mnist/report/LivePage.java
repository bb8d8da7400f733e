package org.mnist.report;

import java.util.List;
import java.util.Map;
import org.mnist.base.Resources;
import org.mnist.config.TrainConfig;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** A page on which a training can be watched. Its script asks for what has come meanwhile; this class draws that. */
public final class LivePage {
    private LivePage() {}

    /** The page, which asks for the figures at {@code run} and for the pictures at {@code wide.svg} and {@code narrow.svg}. */
    public static String page(TrainConfig config) {
        return Html.page(
                config.name() + ": training",
                Html.fill(
                        Resources.text(LivePage.class, "live.html"),
                        Map.of(
                                "heading", Html.escape(config.name() + " on " + config.data()),
                                "about", Html.escape(config.about()),
                                "curves", Html.escape(Sentences.CURVES))));
    }

    /**
     * The curves so far as SVG, for a screen or a phone.
     *
     * @param history two epochs or more
     */
    public static String curves(List<EpochResult> history, boolean wide) {
        int width = wide ? Drawing.WIDE : Drawing.NARROW;
        int best = TrainState.of(history).best().epoch();
        return Curves.of(history, best, width).draw(width).svg();
    }
}
