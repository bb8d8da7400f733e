package org.mnist.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist.base.Names;
import org.mnist.base.Text;
import org.mnist.config.Augmentation;
import org.mnist.config.Optimizer;
import org.mnist.config.Schedule;
import org.mnist.config.TrainConfig;
import org.mnist.data.TrainValSplit;
import org.mnist.experiment.RunResult;

/** The settings of a training that people ask for first, in a few words each. */
final class Setup {
    private Setup() {}

    /**
     * The settings by their names, in the order in which people ask.
     *
     * @param trainImages how many training images the data has
     */
    static Map<String, String> of(TrainConfig config, RunResult result, int trainImages) {
        TrainValSplit.Sizes sizes = TrainValSplit.sizes(config, trainImages);
        Map<String, String> setup = new LinkedHashMap<>();
        setup.put(
                "data",
                result.data() + ": " + Text.count(sizes.train()) + " images to train on, "
                        + Text.count(sizes.validation()) + " to validate, "
                        + Text.count(result.best().test().images()) + " to test, of "
                        + result.best().test().classes().size() + " classes");
        setup.put("optimiser", optimizer(config.optimizer()));
        setup.put("learning rate", config.learningRate() + ", " + schedule(config.schedule()));
        setup.put("batch", Text.number(config.batch(), "image"));
        setup.put(
                "epochs",
                result.epochs()
                        + (result.epochs() < config.epochs() ? " of " + config.epochs() + ": it ended early" : ""));
        setup.put("seed", Long.toString(result.seed()));
        setup.put("augmentation", augmentation(config.augmentation()));
        List<String> others = new ArrayList<>();
        add(others, config.l2(), "L2 penalty " + config.l2());
        add(others, config.labelSmoothing(), "label smoothing " + config.labelSmoothing());
        add(others, config.ema(), "moving average of the weights, decay " + config.ema());
        if (!others.isEmpty()) {
            setup.put("besides", String.join(", ", others));
        }
        if (!config.init().isEmpty()) {
            setup.put("begun from", config.init());
        }
        return setup;
    }

    private static String optimizer(Optimizer optimizer) {
        List<String> words = new ArrayList<>(List.of(Names.of(optimizer.kind())));
        add(
                words,
                optimizer.momentum(),
                (optimizer.nesterov() ? "Nesterov " : "") + "momentum " + optimizer.momentum());
        add(words, optimizer.weightDecay(), "weight decay " + optimizer.weightDecay());
        return String.join(", ", words);
    }

    private static String schedule(Schedule schedule) {
        List<String> words = new ArrayList<>(List.of(Names.of(schedule.kind())));
        add(
                words,
                schedule.warmupEpochs(),
                "warm-up over " + schedule.warmupEpochs() + (schedule.warmupEpochs() == 1 ? " epoch" : " epochs"));
        return String.join(", ", words);
    }

    private static String augmentation(Augmentation augmentation) {
        List<String> words = new ArrayList<>();
        add(words, augmentation.rotation(), "rotation " + augmentation.rotation() + "°");
        add(words, augmentation.shift(), "shift " + augmentation.shift());
        add(words, augmentation.zoom(), "zoom " + augmentation.zoom());
        add(words, augmentation.shear(), "shear " + augmentation.shear() + "°");
        add(words, augmentation.elastic(), "elastic " + augmentation.elastic());
        add(
                words,
                augmentation.cropShare(),
                "crop " + augmentation.crop() + " of a share of " + augmentation.cropShare());
        add(words, augmentation.flip(), "flip " + augmentation.flip());
        add(words, augmentation.cutout(), "cutout " + augmentation.cutout());
        if (!words.isEmpty()) {
            add(words, augmentation.offEpochs(), "none in the last " + Text.number(augmentation.offEpochs(), "epoch"));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static void add(List<String> words, double value, String said) {
        if (value != 0) {
            words.add(said);
        }
    }
}
