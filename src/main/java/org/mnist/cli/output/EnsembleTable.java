package org.mnist.cli.output;

import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.data.TestImages;
import org.mnist.experiment.EnsembleScore;

/** The figures of one ensemble for a person. */
public final class EnsembleTable {
    private EnsembleTable() {}

    /**
     * A table with a line above it: each member, their mean, and all together.
     *
     * @param score the figures
     * @param test what they were scored on
     * @param views the words on how often each image was seen
     */
    public static String of(EnsembleScore score, TestImages test, String views) {
        Table table = new Table("model", ">validation accuracy", ">test accuracy", ">loss");
        score.members()
                .forEach(m -> table.row(
                        m.model(),
                        m.valAccuracy() == null ? Text.NONE : Text.percent(m.valAccuracy()),
                        Text.percent(m.accuracy()),
                        Text.format("%.4f", m.loss())));
        table.row("mean of members", "", Text.percent(score.meanAccuracy()), "");
        table.row(
                "ensemble",
                "",
                Text.percent(score.together().accuracy()),
                Text.format("%.4f", score.together().loss()));
        return (test.isSample() ? "SAMPLE: " : "")
                + Text.count(score.together().images()) + " test images of " + test.name() + views + "\n\n"
                + table.text();
    }
}
