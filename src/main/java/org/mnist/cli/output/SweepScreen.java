package org.mnist.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.sweep.SweepProgress;
import org.mnist.sweep.SweepResult;
import org.mnist.sweep.Trial;
import org.mnist.sweep.TrialResult;
import org.mnist.train.EpochResult;

/** The progress of a sweep for a person: a line for each training that has ended, and on a terminal live lines of those that run. */
public final class SweepScreen implements SweepProgress {
    /** More would push away what stands above. */
    private static final int MOST_LINES = 12;

    private static final int BAR = 20;

    private final Console console;
    private int planned;
    private int ended;

    /**
     * A screen.
     *
     * @param console gets the lines
     */
    public SweepScreen(Console console) {
        this.console = console;
    }

    @Override
    public void begin(int before, int all, Optional<String> best) {
        ended = before;
        planned = all;
        if (before > 0) {
            console.info(Text.number(before, "training") + " of " + all + " had ended before");
        }
        best.ifPresent(name -> console.info("scoring " + name + " on the test images"));
    }

    @Override
    public void started(Trial trial, boolean again) {
        if (again) {
            console.info(trial.name() + ": its process was killed; going on with it");
        }
    }

    @Override
    public void finished(TrialResult result) {
        Double test = result.testAccuracy();
        ended++;
        console.info(Text.format(
                "%d/%d  %s  %s  val %s, epoch %d of %d%s  %s",
                ended,
                planned,
                result.trial(),
                words(result.settings()),
                Text.percent(result.valAccuracy()),
                result.bestEpoch(),
                result.epochs(),
                test == null ? "" : ", test " + Text.percent(test),
                Text.duration(result.trainSeconds())));
    }

    /** Values by their keys, as they would be given to {@code --set}. */
    static String words(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    @Override
    public void failed(SweepResult.Failed failed) {
        ended++;
        console.error(failed.trial() + " has failed: " + failed.why());
    }

    @Override
    public void show(Status status) {
        if (!console.isLive()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        int filled = planned == 0 ? 0 : BAR * ended / planned;
        lines.add(Text.format(
                "%s%s  %d of %d ended%s, %d running, %s left",
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                ended,
                planned,
                status.failed() == 0 ? "" : ", " + status.failed() + " failed",
                status.running().size(),
                Text.duration(status.secondsLeft())));
        status.running().stream().limit(MOST_LINES).map(SweepScreen::line).forEach(lines::add);
        if (status.running().size() > MOST_LINES) {
            lines.add("  … and " + (status.running().size() - MOST_LINES) + " more");
        }
        console.live(lines);
    }

    private static String line(Running one) {
        EpochResult last = one.last();
        return Text.format(
                "  %s  %s  epoch %d/%d%s",
                one.trial().name(),
                words(one.trial().candidate().settings()),
                one.epochs(),
                one.trial().candidate().config().epochs(),
                last != null && last.hasValidation() ? "  val " + Text.percent(last.valAccuracy()) : "");
    }

    @Override
    public void close() {
        console.live(List.of());
    }
}
