package org.mnist.cli.output;

import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.network.Architecture;

/** The layers of an architecture for a person, as Keras shows them. */
public final class LayerTable {
    private LayerTable() {}

    /** A table with the name above it and the sums below. */
    public static String of(TrainConfig config) {
        Architecture architecture = config.architecture();
        Table table = new Table("layer", "", "output", ">params", ">trainable", ">MFLOP");
        table.row("input", "", architecture.image(), "", "", "");
        for (Architecture.Row row : architecture.rows()) {
            table.row(
                    row.layer().kind(),
                    row.layer().detail(),
                    row.out(),
                    Text.count(row.parameters()),
                    row.frozen() ? "frozen" : Text.count(row.trainable()),
                    Text.format("%.3f", row.megaflop()));
        }
        return Text.format(
                "%s%s%n%n%s%n%ntotal params %s, trainable %s, non-trainable %s; %.2f MFLOP an image",
                config.name(),
                config.about().isEmpty() ? "" : ": " + config.about(),
                table.text(),
                Text.count(architecture.parameters()),
                Text.count(architecture.trainable()),
                Text.count(architecture.parameters() - architecture.trainable()),
                architecture.megaflop());
    }
}
