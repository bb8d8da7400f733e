package org.mnist.track.mlflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/** What is left of a run's journal, sent to a server while somebody waits for it. */
public final class MlflowPush {
    private MlflowPush() {}

    /**
     * What was done.
     *
     * @param run the run folder
     * @param server its address
     * @param sent lines of the journal that have arrived now
     * @param left those that have not
     * @param problem why not; null if there are none
     * @param page the page of the run; null if nothing had to be sent
     */
    public record Pushed(
            String run,
            String server,
            int sent,
            int left,
            @Nullable String problem,
            @Nullable String page) {}

    /**
     * Sends what a server has not got.
     *
     * @param run the run folder, in which nobody else works
     * @param warn gets a line for each thing a person may want to know
     * @throws Failure of kind NOT_FOUND if the run has no journal, BAD_INPUT if that is damaged
     */
    public static Pushed push(Path run, MlflowServer server, Consumer<String> warn) {
        if (!Journal.isIn(run)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    run + " has no " + Journal.NAME + "; `mnist train --resume --log mlflow --out " + run
                            + "` makes one, of a run that has ended too");
        }
        if (server.tellsSecrets()) {
            warn.accept("warning: " + server + " is no https, so others may read the password or token on its way");
        }
        Journal journal = Journal.open(run, warn);
        MlflowSender sender = new MlflowSender(journal, new MlflowClient(server, MlflowClient.Limits.STANDARD), run);
        int before = journal.left(server.address());
        @Nullable String problem = null;
        try {
            while (sender.sendNext()) {
                // one after the other
            }
        } catch (IOException e) {
            problem = Failure.message(e);
        }
        sender.leftOut().ifPresent(warn);
        int left = journal.left(server.address());
        return new Pushed(
                run.toString(),
                server.address(),
                before - left,
                left,
                problem,
                sender.page().map(Text::printable).orElse(null));
    }
}
