package org.mnist.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;

/**
 * What a cluster that Slurm manages trains a sweep by, each file a script of Bash: a job with a task for each training, and what
 * ranks them afterwards. Nodes, this machine among them, have the sweep's folder and this program in the same places.
 *
 * @param folder which the scripts are written into
 * @param slots how many trainings run at once
 * @param threads how many each uses
 */
public record SlurmFiles(Path folder, int slots, int threads) {
    /** Signals come so long before the time is up, which is enough to take a step and to save. */
    private static final int WARNING_SECONDS = 120;

    private static final int LEAST_MINUTES = 30;

    /** A training may be so many times slower on a node than it was estimated here. */
    private static final int SLOWER = 4;

    /** The job: {@code sbatch FILE} trains all. */
    public Path array() {
        return folder.resolve("train.sbatch");
    }

    /** What ranks the trainings and scores the best, when they have ended. */
    public Path gather() {
        return folder.resolve("gather");
    }

    /**
     * Writes both.
     *
     * @param jobs all trainings; each names its files in full
     * @param seconds that the longest takes
     * @param sweep the folder of the sweep
     * @throws Failure of kind CANNOT_CREATE if they are there, or cannot be written
     */
    public void write(List<Job> jobs, double seconds, Path sweep) {
        for (Path file : List.of(array(), gather())) {
            if (Files.exists(file)) {
                throw new Failure(
                        Failure.Kind.CANNOT_CREATE,
                        file + " is there already; name another folder behind --emit slurm");
            }
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE, folder + " cannot be created (" + SafeFiles.reason(e) + ")", e);
        }
        SafeFiles.write(array(), array(jobs, seconds, sweep));
        SafeFiles.write(gather(), gather(sweep));
    }

    private String array(List<Job> jobs, double seconds, Path sweep) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("TRAINED", TrialFolder.TRAINED);
        parts.put("LAST", Integer.toString(jobs.size() - 1));
        parts.put("SLOTS", Integer.toString(slots));
        parts.put("THREADS", Integer.toString(threads));
        parts.put("MINUTES", Integer.toString(Math.max(LEAST_MINUTES, (int) Math.ceil(SLOWER * seconds / 60))));
        parts.put("WARNING", Integer.toString(WARNING_SECONDS));
        parts.put("LOG", quoted(sweep.resolve("slurm-%a.log")));
        parts.put("HERE", quoted(Path.of("").toAbsolutePath()));
        StringBuilder cases = new StringBuilder();
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            cases.append(
                    Text.format("%d)\n  run=%s\n  train() { %s \"$@\"; }\n  ;;\n", i, quoted(job.run()), command(job)));
        }
        parts.put("CASES", cases.toString().stripTrailing());
        String text = """
                #!/usr/bin/env bash
                # Trains a sweep on a cluster that Slurm manages: sbatch THIS. Options of your cluster, such as --partition or
                # --account, go behind sbatch. A task that is stopped before its time is up has saved, and goes on in its turn.
                #SBATCH --job-name=mnist-sweep
                #SBATCH --array=0-{LAST}%{SLOTS}
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task={THREADS}
                #SBATCH --mem=2G
                #SBATCH --time={MINUTES}
                #SBATCH --signal=USR1@{WARNING}
                #SBATCH --requeue
                #SBATCH --open-mode=append
                #SBATCH --output={LOG}
                set -euo pipefail
                cd {HERE}
                export OMP_NUM_THREADS={THREADS}

                case $SLURM_ARRAY_TASK_ID in
                {CASES}
                *)
                  echo "there is no training $SLURM_ARRAY_TASK_ID" >&2
                  exit 2
                  ;;
                esac

                resume=()
                if [ -f "$run/config.yaml" ]; then resume=(--resume); fi
                code=0
                train "${resume[@]}" || code=$?
                if [ $code = 138 ]; then # USR1: it has saved
                  exec scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
                fi
                if [ $code = 0 ]; then : > "$run/{TRAINED}"; fi
                exit $code
                """;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            text = text.replace("{" + part.getKey() + "}", part.getValue());
        }
        return text;
    }

    private static String command(Job job) {
        List<String> arguments = new ArrayList<>(job.arguments());
        arguments.remove(Sweep.STOP_AT_EOF); // a batch job has no input
        return "srun " + ShellCommand.of(arguments);
    }

    private static String gather(Path sweep) {
        return """
                #!/usr/bin/env bash
                # Ranks the trainings of a sweep that have ended, scores the best on the test images, and writes table and page.
                # What has not ended or has failed is trained here, so that nothing is ranked that is not whole.
                set -euo pipefail
                cd {HERE}
                exec {COMMAND} "$@"
                """.replace("{HERE}", quoted(Path.of("").toAbsolutePath()))
                .replace("{COMMAND}", ShellCommand.of(List.of("sweep", "--resume", "--out", sweep.toString())));
    }

    private static String quoted(Path path) {
        return ShellCommand.word(path.toString());
    }
}
