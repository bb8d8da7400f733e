package org.mnist.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.data.DatasetSummary;
import org.mnist.data.DatasetSummary.Part;
import org.mnist.data.Orientation;
import org.mnist.network.Task;

/** What a data set holds, for people. */
public final class DatasetText {
    /** The share of pixels of the strongest ink that no drawing on a dark ground has. */
    private static final double LIGHT = 0.4;

    private DatasetText() {}

    /** A table of the classes, and then what is to be known of the images. */
    public static String of(DatasetSummary summary) {
        Task task = summary.task();
        List<String> lines = new ArrayList<>();
        lines.add(summary.data() + ": " + Text.count(summary.train().images()) + " training and "
                + Text.count(summary.test().images()) + " test images, " + task.height() + "×" + task.width()
                + (task.channels() == 1 ? " grey" : " in colour") + ", of " + task.classCount() + " classes");
        lines.add("");
        lines.add(classes(summary));
        lines.add("");
        String unlearnable = IntStream.range(0, task.classCount())
                .filter(label -> summary.train().classes().get(label) == 0)
                .mapToObj(task::name)
                .collect(Collectors.joining(", "));
        if (!unlearnable.isEmpty()) {
            lines.add("there are no training images of " + unlearnable + ": what is not there cannot be learned");
        }
        lines.add("values: " + values("training", summary.train()) + "; " + values("test", summary.test()));
        lines.add("the same image again: " + Text.count(summary.train().repeated()) + " times in training, "
                + Text.count(summary.test().repeated()) + " times in test; " + Text.count(summary.alsoTrain())
                + " test images are training images too");
        if (summary.validation() > 0) {
            lines.add("the last " + Text.count(summary.validation()) + " training images are meant for validation");
        }
        if (summary.orientation() != null) {
            lines.add(orientation(summary.orientation()));
        }
        if (task.channels() == 1
                && summary.train().full() > Math.max(LIGHT, summary.train().zero())) {
            lines.add("most pixels are 255: the ground seems to be light, but 0 is taken for background");
        }
        return String.join("\n", lines);
    }

    private static String classes(DatasetSummary summary) {
        Table table = new Table("class", ">training", ">test");
        Task task = summary.task();
        for (int label = 0; label < task.classCount(); label++) {
            table.row(
                    task.name(label),
                    Text.count(summary.train().classes().get(label)),
                    Text.count(summary.test().classes().get(label)));
        }
        if (summary.train().unlabelled() + summary.test().unlabelled() > 0) {
            table.row(
                    "(no label)",
                    Text.count(summary.train().unlabelled()),
                    Text.count(summary.test().unlabelled()));
        }
        return table.text();
    }

    private static String values(String which, Part part) {
        return which + " " + part.least() + " to " + part.most() + ", " + Text.percent(part.zero())
                + " are 0 (background), " + Text.percent(part.full()) + " are 255";
    }

    private static String orientation(Orientation orientation) {
        String shares = "of " + Text.count(orientation.compared()) + " digits, " + Text.percent(orientation.asTheyAre())
                + " are nearest to the mean of their own digit in MNIST as they are, "
                + Text.percent(orientation.turned()) + " with rows for columns";
        return orientation.likelyTransposed()
                ? shares + ": they seem to be transposed; EMNIST's files are turned by their names (emnist-…), so give"
                        + " them such names"
                : shares;
    }
}
