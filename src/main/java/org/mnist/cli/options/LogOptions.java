package org.mnist.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.experiment.RunFiles;
import org.mnist.track.TrackerKind;
import org.mnist.track.mlflow.Mlflow;
import org.mnist.track.mlflow.MlflowServer;
import org.mnist.track.tensorboard.TensorBoard;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The trackers that a training tells of itself. */
public final class LogOptions implements CheckedOptions {
    /** What may be named: the kinds of {@link #kinds}, and the file that is always there. */
    static final List<String> NAMES = List.of("csv", "mlflow", "tensorboard");

    private static final String MLFLOW = "mlflow";
    private static final String USUAL_EXPERIMENT = "mnist";

    @Option(
            names = "--log",
            paramLabel = "NAME[,NAME]",
            hideParamSyntax = true,
            split = ",",
            completionCandidates = Candidates.OfTrackers.class,
            description =
                    "tensorboard: event files in the run folder; mlflow: a tracking server; csv: metrics.csv, which is"
                            + " always there. --resume goes on with what the run has.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private MlflowUriOption uri = new MlflowUriOption();

    @Option(
            names = "--mlflow-experiment",
            paramLabel = "NAME",
            description = "The experiment that the run is in, if not " + USUAL_EXPERIMENT + ".")
    private Optional<String> experiment = Optional.empty();

    @Override
    public void check() {
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--log is " + name + Names.suggestion(name, NAMES) + " valid are " + String.join(", ", NAMES));
            }
        }
        if (experiment.filter(String::isBlank).isPresent()) {
            throw new Failure(Failure.Kind.USAGE, "--mlflow-experiment has no name; give one, or leave it out");
        }
    }

    /**
     * Refuses what does not go together.
     *
     * @param resume whether a run goes on, which may be logged already
     * @param variables environment variables
     * @throws Failure of kind USAGE
     */
    public void require(boolean resume, Map<String, String> variables) {
        if (names.contains(MLFLOW)) {
            if (uri.server(variables).isEmpty()) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--log mlflow needs a tracking server; name it by --mlflow-uri or "
                                + MlflowServer.URI_VARIABLE);
            }
        } else if (!resume && (uri.given() || experiment.isPresent())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    (uri.given() ? "--mlflow-uri" : "--mlflow-experiment") + " is of use with --log mlflow; add that");
        }
    }

    /**
     * The kinds of trackers of a run: those that were asked for, and those that it has been logged by.
     *
     * @param variables environment variables
     */
    public List<TrackerKind> of(RunFiles run, Map<String, String> variables) {
        List<TrackerKind> chosen = new ArrayList<>();
        kinds(variables).forEach((name, kind) -> {
            if (names.contains(name) || kind.isIn(run)) {
                chosen.add(kind);
            }
        });
        return chosen;
    }

    /** Every kind by its name. */
    private Map<String, TrackerKind> kinds(Map<String, String> variables) {
        Map<String, TrackerKind> kinds = new LinkedHashMap<>();
        kinds.put("tensorboard", new TensorBoard());
        kinds.put(MLFLOW, new Mlflow(uri.server(variables), experiment.orElse(USUAL_EXPERIMENT)));
        return kinds;
    }
}
