package org.mnist.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.base.Resources;
import org.mnist.base.schema.Schema;

/** Reader of configurations: defaults, then the preset, then a file, then single values make the one of a run. */
public final class ConfigLoader {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final ConfigTree DEFAULTS = ConfigTree.read("defaults.yaml", resource("defaults.yaml"));

    /**
     * One value from the command line.
     *
     * @param path the key, with dots between the groups: {@code optimizer.kind}
     * @param value its YAML text
     * @param origin the flag, for messages
     */
    public record Setting(String path, String value, String origin) {}

    private ConfigLoader() {}

    /**
     * Resolves a configuration.
     *
     * @param arch a preset's name, or a YAML file if it ends in {@code .yaml} or {@code .yml}; may be null if
     *     {@code file} holds layers
     * @param file a YAML file put over it, or null
     * @param overrides single values put over both, in order
     * @throws Failure if anything is unknown, out of range or contradictory, with the place
     */
    public static TrainConfig load(@Nullable String arch, @Nullable Path file, List<Setting> overrides) {
        return trainable(tree(arch, file, overrides));
    }

    /**
     * Resolves a configuration and fits it to its data: the {@link org.mnist.network.Task} is the data's, and for data of
     * people's own images are held out of each class, unless something else was asked for.
     *
     * @param catalog knows the data
     * @param log gets a line for each value that is not the preset's because of the data
     * @throws Failure as {@link #load(String, Path, List)} does, and if the data cannot be had
     */
    public static TrainConfig load(
            @Nullable String arch,
            @Nullable Path file,
            List<Setting> overrides,
            DataFacts.Catalog catalog,
            Consumer<String> log) {
        Sources sources = Sources.read(arch, file, overrides);
        ConfigTree tree = sources.tree();
        requireKnown(tree);
        return trainable(DataFit.fit(tree, sources.asked().root()::has, catalog, log));
    }

    private static TrainConfig trainable(ConfigTree tree) {
        requireKnown(tree);
        return ConfigMapper.bind(DataFit.withClasses(tree), TrainConfig.class);
    }

    private static void requireKnown(ConfigTree tree) {
        if (!tree.newer().isEmpty()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    tree.newer()
                            + ", and cannot train by it; its models can still be used: mnist evaluate, predict, serve,"
                            + " export, report and compare take what is known here");
        }
        tree.requireNoNull();
    }

    /**
     * Reads the configuration of a run that has been trained, to look at it and to use its models.
     *
     * @param file the run's {@code config.yaml}; what a newer program wrote into it that is not known here is left alone
     * @param warn gets a line if a newer program wrote it
     * @throws Failure as {@link #load} does
     */
    public static TrainConfig ofRun(Path file, Consumer<String> warn) {
        ConfigTree tree = tree(null, file, List.of());
        if (!tree.newer().isEmpty()) {
            warn.accept(tree.newer() + "; what that has not is left out");
        }
        return ConfigMapper.bind(tree, TrainConfig.class);
    }

    private static ConfigTree tree(@Nullable String arch, @Nullable Path file, List<Setting> overrides) {
        return Sources.read(arch, file, overrides).tree();
    }

    /**
     * What a configuration is put together from, each file read once.
     *
     * @param preset the preset; empty if there is none
     * @param files the files of a person, the later over the earlier
     * @param overrides single values put over all, in order
     */
    private record Sources(ConfigTree preset, List<ConfigTree> files, List<Setting> overrides) {
        static Sources read(@Nullable String arch, @Nullable Path file, List<Setting> overrides) {
            ConfigTree preset = ConfigTree.EMPTY;
            List<ConfigTree> files = new ArrayList<>();
            if (arch != null && isFile(arch)) {
                files.add(architecture(arch));
            } else if (arch != null) {
                preset = architecture(arch);
            }
            if (file != null) {
                files.add(ConfigTree.read(file.toString(), text(file)));
            }
            return new Sources(preset, files, overrides);
        }

        /** What a person has asked for. */
        ConfigTree asked() {
            return over(ConfigTree.EMPTY);
        }

        /** All of it, over the defaults. */
        ConfigTree tree() {
            ConfigTree tree = over(DEFAULTS.overriddenBy(preset));
            if (!tree.root().has("layers")) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "there is no architecture; give --arch PRESET or --arch FILE.yaml (`mnist presets` lists the"
                                + " presets)");
            }
            return tree;
        }

        private ConfigTree over(ConfigTree base) {
            ConfigTree tree = base;
            for (ConfigTree file : files) {
                tree = tree.overriddenBy(file);
            }
            for (Setting override : overrides) {
                tree = tree.with(override.path(), override.value(), override.origin());
            }
            return tree;
        }
    }

    /**
     * A configuration as YAML with its schema number and every key, which {@link #load} takes back as a file.
     *
     * @throws Failure of kind USAGE if that would be longer than a file may be
     */
    public static String print(TrainConfig config) {
        String yaml = ConfigMapper.write(numbered(config));
        if (yaml.getBytes(StandardCharsets.UTF_8).length > MAX_FILE_BYTES) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the configuration is longer than the " + (MAX_FILE_BYTES >> 20)
                            + " MiB that a file of one may have; shorten `about`");
        }
        return yaml;
    }

    /** The same with the meaning of each key as a comment behind it. */
    public static String printCommented(TrainConfig config) {
        return CommentedConfig.of(print(config));
    }

    /** A configuration as JSON with its schema number and every key. */
    public static String printJson(TrainConfig config) {
        return ConfigMapper.writeJson(numbered(config));
    }

    private static ObjectNode numbered(TrainConfig config) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put(Schema.KEY, Schema.CONFIG.number());
        return tree.setAll(ConfigMapper.tree(config));
    }

    private static boolean isFile(String arch) {
        return arch.endsWith(".yaml") || arch.endsWith(".yml");
    }

    private static ConfigTree architecture(String arch) {
        if (isFile(arch)) {
            Path path = Path.of(arch);
            ConfigTree tree = ConfigTree.read(arch, text(path));
            String fileName = String.valueOf(path.getFileName());
            return tree.root().has("name")
                    ? tree
                    : tree.with("name", fileName.substring(0, fileName.lastIndexOf('.')), arch);
        }
        if (!Presets.NAMES.contains(arch)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "there is no preset `" + arch + "`" + Names.suggestion(arch, Presets.NAMES) + " there are "
                            + String.join(", ", Presets.NAMES)
                            + " (`mnist presets`), and a file of your own ends in .yaml");
        }
        return ConfigTree.read(arch, resource("/configs/" + arch + ".yaml"));
    }

    static String text(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    "there is no file " + file + "; `mnist config print --arch lenet5` prints one to start from");
        }
        String wrong = file + " is no configuration; it must be a YAML file in UTF-8 of up to 1 MiB";
        if (Files.isDirectory(file)) {
            throw new Failure(Failure.Kind.USAGE, wrong);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new Failure(Failure.Kind.USAGE, wrong);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Failure(Failure.Kind.USAGE, wrong, e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static String resource(String name) {
        return Resources.text(ConfigLoader.class, name);
    }
}
