package org.mnist.sweep;

import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Text;

/** What may be said of a sweep, in sentences. */
public final class Verdict {
    private Verdict() {}

    /** The sentences, without an end of a line. */
    public static List<String> of(SweepResult result) {
        if (result.ranking().isEmpty()) {
            return List.of("No training has ended.");
        }
        List<String> sentences = new ArrayList<>();
        Ranking.Ranked best = result.ranking().get(0);
        sentences.add("Validation chose " + best.configuration() + ", with " + Text.percent(best.valAccuracy())
                + (best.standardError() == null
                        ? " from one seed."
                        : " ± " + Text.percent(best.standardError()) + " from " + Text.number(best.trials(), "seed")
                                + "."));
        if (best.standardError() == null && result.ranking().size() > 1) {
            sentences.add("One seed does not tell a better configuration from a lucky one; more seeds tell more:"
                    + " --seeds 1..5.");
        }
        int alike = result.alike().size();
        if (alike > 0) {
            sentences.add(Text.number(alike, "other") + (alike == 1 ? " is" : " are")
                    + " within one standard error of the difference: which of them is best, these trainings do not"
                    + " tell.");
        }
        if (best.testAccuracy() != null) {
            long others = result.trials().stream()
                    .filter(trial -> trial.testAccuracy() != null)
                    .filter(trial -> !trial.configuration().equals(best.configuration()))
                    .count();
            sentences.add("On the test images it has " + Text.percent(best.testAccuracy())
                    + (best.testDeviation() == null
                            ? ""
                            : " (standard deviation over seeds " + Text.percent(best.testDeviation()) + ")")
                    + (others == 0
                            ? "; no other was scored on them."
                            : "; " + Text.number(others, "training") + " of others "
                                    + (others == 1 ? "was" : "were")
                                    + " scored on them as well, and nothing was chosen by that."));
        }
        return sentences;
    }
}
