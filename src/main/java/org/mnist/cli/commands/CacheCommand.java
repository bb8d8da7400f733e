package org.mnist.cli.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist.base.Console;
import org.mnist.base.Names;
import org.mnist.base.SafeFiles;
import org.mnist.base.Table;
import org.mnist.base.natives.Natives;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Candidates;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code mnist cache}. */
@Command(
        name = "cache",
        description = "Shows what this program keeps on the disk between runs, and clears it.",
        subcommands = {CacheCommand.Show.class, CacheCommand.Clear.class})
final class CacheCommand extends BaseCommand {
    CacheCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Parts of the cache. */
    enum Part {
        /** Native libraries of ND4J and oneDNN, unpacked from the program's jars at the first start that needs them. */
        NATIVES,
        /** Kernels that were measured as fastest on this machine. */
        LAYOUTS,
        /** Fetched data sets. */
        DATA
    }

    /**
     * A folder of the cache, in JSON.
     *
     * @param bytes what its files take; 0 where it is not there
     */
    record Kept(String part, String folder, long bytes) {}

    private static List<Path> folders(Context context, Part part) {
        return switch (part) {
            case NATIVES -> Natives.folders(context.variables());
            case LAYOUTS -> List.of(context.layouts());
            case DATA ->
                context.store().known().stream()
                        .map(context.store()::folder)
                        .filter(Files::isDirectory)
                        .distinct() // several of EMNIST's are in one
                        .toList();
        };
    }

    private static List<Kept> kept(Context context, Set<Part> parts) {
        List<Kept> all = new ArrayList<>();
        for (Part part : parts) {
            for (Path folder : folders(context, part)) {
                all.add(new Kept(Names.of(part), folder.toString(), SafeFiles.size(folder)));
            }
        }
        return all;
    }

    /** {@code mnist cache show}. */
    @Command(name = "show", description = "Lists the folders, and how much is in each.")
    static final class Show extends BaseCommand {
        Show(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            List<Kept> all = kept(context, EnumSet.allOf(Part.class));
            Table table = new Table("", ">MB", "folder");
            all.forEach(kept ->
                    table.row(kept.part(), String.format(Locale.ROOT, "%,.1f", kept.bytes() / 1e6), kept.folder()));
            print(all, table.text(context.tableColumns()));
            return ExitCode.OK;
        }
    }

    /** {@code mnist cache clear}. */
    @Command(
            name = "clear",
            description = "Removes what is kept; it comes back when it is needed, data sets by being fetched again.")
    static final class Clear extends BaseCommand {
        @Parameters(
                paramLabel = "PART",
                arity = "0..*",
                completionCandidates = Parts.class,
                description = "natives, layouts or data; natives and layouts if not given.")
        List<String> names = List.of(Names.of(Part.NATIVES), Names.of(Part.LAYOUTS));

        Clear(Context context) {
            super(context);
        }

        /** What can be cleared. */
        static final class Parts extends Candidates.Words {
            Parts() {
                super(Part.values());
            }
        }

        private static Part part(String name) {
            return Names.parse(Part.class, name)
                    .orElseThrow(() -> usage("there is no `" + name + "` in the cache; there are "
                            + Names.list(Part.values()) + " (`mnist cache show`)"));
        }

        @Override
        int run(Console console) {
            Set<Part> parts =
                    names.stream().map(Clear::part).collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
            List<Kept> removed = kept(context, parts).stream()
                    .filter(kept -> Files.exists(Path.of(kept.folder())))
                    .toList();
            for (Kept kept : removed) {
                try {
                    SafeFiles.delete(Path.of(kept.folder()));
                } catch (IOException e) {
                    throw SafeFiles.failure(Path.of(kept.folder()), e);
                }
                console.info("removed " + kept.folder());
            }
            long bytes = removed.stream().mapToLong(Kept::bytes).sum();
            print(removed, String.format(Locale.ROOT, "%,.1f MB removed", bytes / 1e6));
            return ExitCode.OK;
        }
    }
}
