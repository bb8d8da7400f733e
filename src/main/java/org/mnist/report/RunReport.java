package org.mnist.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.experiment.Diagnosis;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;

/** The report of a run in its folder: pictures, and a page with them and all figures. */
public final class RunReport {
    private RunReport() {}

    /**
     * Draws the report from what the run folder has.
     *
     * @param files the run, which has ended
     * @param dataset has the test images
     * @param kernels of the first layer; none if it has none to look at
     * @param log gets a line if there is something that cannot be drawn
     * @return the page
     * @throws Failure of kind NOT_FOUND if the run has not ended, BAD_INPUT if a file of it is damaged, USAGE if it was
     *     tested on other images
     */
    public static Path write(RunFiles files, Dataset dataset, float[][][][] kernels, Consumer<String> log) {
        RunResult result = files.readResult();
        Provenance provenance = files.readProvenance();
        requireTested(provenance, files, dataset);
        return write(files, result, provenance, dataset.train(), dataset.test(), kernels, log);
    }

    static Path write(RunFiles files, Images train, Images test, float[][][][] kernels, Consumer<String> log) {
        return write(files, files.readResult(), files.readProvenance(), train, test, kernels, log);
    }

    private static Path write(
            RunFiles files,
            RunResult result,
            Provenance provenance,
            Images train,
            Images test,
            float[][][][] kernels,
            Consumer<String> log) {
        requireMistakesIn(result, train.count(), test.count(), files);
        Reported run = new Reported(
                files.path(),
                files.readConfig(),
                result,
                provenance,
                files.metrics().read(result.epochs()),
                train,
                test,
                kernels);
        List<Pictures.Picture> pictures = List.of();
        if (Pictures.canDraw()) {
            pictures = Pictures.of(run);
        } else {
            log.accept("this Java cannot draw text, so the report has no pictures; install a font and fontconfig, then"
                    + " `mnist report "
                    + files.path() + "`");
        }
        for (Pictures.Picture picture : pictures) {
            Drawing whole = picture.whole(run);
            SafeFiles.write(files.picture(picture.file()), out -> out.write(Png.bytes(whole.image(Theme.LIGHT))));
            SafeFiles.write(files.picture(RunFiles.svg(picture.file())), whole.svg());
        }
        SafeFiles.write(files.report(), ReportPage.of(run, pictures));
        return files.report();
    }

    /** Whether the page and its pictures are there: the page is written last. */
    public static boolean isThere(RunFiles files) {
        return Files.isRegularFile(files.report())
                && (!Pictures.canDraw()
                        || pictures(files.readResult())
                                .flatMap(name -> Stream.of(name, RunFiles.svg(name)))
                                .allMatch(name -> Files.isRegularFile(files.picture(name))));
    }

    /** The names of those that every such run has. */
    private static Stream<String> pictures(RunResult result) {
        return RunFiles.PICTURES.stream()
                .filter(name -> !name.equals(RunFiles.FILTERS))
                .filter(name -> !name.equals(RunFiles.CURVES) || result.epochs() > 1)
                .filter(name -> !name.equals(RunFiles.CALIBRATION) || result.diagnosis() != null);
    }

    /** The mistakes of a run are numbers of its own images. */
    private static void requireTested(Provenance provenance, RunFiles files, Dataset dataset) {
        Collection<String> read = provenance.data().values();
        boolean same = read.isEmpty() // of a run of before that was written down
                || (read.containsAll(dataset.testHashes().values())
                        && read.containsAll(dataset.trainHashes().values()));
        if (!same) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--data: " + dataset.name() + " is not what " + files.path()
                            + " was trained and tested on: its images are others; --data names the place of the same data");
        }
    }

    private static void requireMistakesIn(RunResult result, int train, int test, RunFiles files) {
        requireIn(result.mistakes(), test, "test", files);
        Diagnosis diagnosis = result.diagnosis();
        if (diagnosis != null) {
            diagnosis.pairs().forEach(pair -> requireIn(pair.examples(), test, "test", files));
            requireIn(diagnosis.doubted(), train, "training", files);
        }
    }

    private static void requireIn(List<Mistake> mistakes, int images, String which, RunFiles files) {
        if (mistakes.stream().anyMatch(mistake -> mistake.image() >= images)) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    files.result() + " is damaged: it has a mistake that is none of the " + images + " " + which
                            + " images; `mnist train --resume --out " + files.path() + "` makes it anew");
        }
    }
}
