package org.mnist.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Table;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Candidates;
import org.mnist.data.DatasetStore;
import org.mnist.data.Downloads;
import org.mnist.data.KnownDataset;
import org.mnist.data.KnownFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code mnist data}. */
@Command(
        name = "data",
        description = "Lists, fetches and verifies data sets, shows what they hold, and writes them as IDX files.",
        subcommands = {
            DataCommand.ListSets.class,
            DataCommand.Fetch.class,
            DataCommand.Verify.class,
            DataShowCommand.class,
            DataImportCommand.class
        })
final class DataCommand extends BaseCommand {
    DataCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The name of a data set. */
    static final class NameParameter {
        @Parameters(
                paramLabel = "NAME",
                completionCandidates = Candidates.OfFetched.class,
                defaultValue = "mnist",
                description = "A name that `mnist data list` lists; mnist if not given.")
        String name;
    }

    /** A data set in JSON. */
    record Status(String name, String about, String state, String folder, List<String> files) {}

    private static Status status(DatasetStore store, KnownDataset dataset, String state) {
        return new Status(
                dataset.name(),
                dataset.about(),
                state,
                store.folder(dataset).toString(),
                dataset.files().stream().map(KnownFile::name).toList());
    }

    /** {@code mnist data list}. */
    @Command(name = "list", description = "Lists the data sets and whether they are here.")
    static final class ListSets extends BaseCommand {
        ListSets(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            DatasetStore store = context.store();
            List<Status> all = new ArrayList<>();
            for (KnownDataset dataset : store.known()) {
                all.add(status(store, dataset, store.missing(dataset).isEmpty() ? "here" : "not fetched"));
            }
            all.add(new Status(DatasetStore.SAMPLE, DatasetStore.ABOUT_SAMPLE, "here", "in the program", List.of()));
            Table table = new Table("name", "", "about", "folder");
            all.forEach(status -> table.row(status.name(), status.state(), status.about(), status.folder()));
            print(all, table.text(context.tableColumns()));
            return ExitCode.OK;
        }
    }

    /** {@code mnist data fetch}. */
    @Command(name = "fetch", description = "Fetches a data set into the cache; what is damaged there is replaced.")
    static final class Fetch extends BaseCommand {
        @Mixin
        NameParameter parameter = new NameParameter();

        @Option(
                names = "--mirror",
                paramLabel = "URL",
                description =
                        "A server of your own that has the files in a folder of the data set's name, asked before the"
                                + " public ones; MNIST_MIRROR says the same for every command.")
        Optional<String> mirror = Optional.empty();

        Fetch(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            Downloads downloads = Downloads.of(context.variables());
            DatasetStore store = context.store(
                    mirror.map(address -> downloads.from("--mirror", address)).orElse(downloads));
            KnownDataset dataset = store.known(parameter.name);
            store.fetch(dataset, store.damaged(dataset));
            store.fetchMissing(dataset);
            print(status(store, dataset, "here"), parameter.name + " is in " + store.folder(dataset));
            return ExitCode.OK;
        }
    }

    /** {@code mnist data verify}. */
    @Command(name = "verify", description = "Checks the hashes of a fetched data set's files.")
    static final class Verify extends BaseCommand {
        @Mixin
        NameParameter parameter = new NameParameter();

        Verify(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            DatasetStore store = context.store();
            KnownDataset dataset = store.known(parameter.name);
            String fetch = "; fetch it by `mnist data fetch " + parameter.name + "`";
            for (KnownFile file : store.missing(dataset)) {
                throw new Failure(
                        Failure.Kind.NOT_FOUND, store.folder(dataset).resolve(file.name()) + " is not there" + fetch);
            }
            for (KnownFile file : store.damaged(dataset)) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT, store.folder(dataset).resolve(file.name()) + " is damaged" + fetch);
            }
            print(status(store, dataset, "verified"), parameter.name + " in " + store.folder(dataset) + " is sound");
            return ExitCode.OK;
        }
    }
}
