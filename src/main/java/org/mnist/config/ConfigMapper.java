package org.mnist.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.base.schema.Schema;
import org.mnist.network.LayerSpec;
import org.mnist.network.Task;

/** Binding of a {@link ConfigTree} to records, and the way back to YAML. */
final class ConfigMapper {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
            .build();
    private static final ObjectMapper MAPPER = configured(new ObjectMapper(YAML));

    private ConfigMapper() {}

    private static ObjectMapper configured(ObjectMapper mapper) {
        return mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .registerModule(Scalars.readers())
                .registerModule(
                        new SimpleModule().addSerializer(new EnumWriter()).setDeserializerModifier(new EnumReaders()));
    }

    /**
     * The record that a tree describes; a failure names the place of the value that is wrong. Of a newer program's tree
     * that is what is known here.
     */
    static <T> T bind(ConfigTree tree, Class<T> type) {
        ConfigTree known = tree.newer().isEmpty() ? tree : tree.withRoot(KnownKeys.only(tree.root(), type));
        known.requireNoNull();
        JsonNode root = known.root();
        try {
            return MAPPER.treeToValue(root, type);
        } catch (JsonMappingException e) {
            String problem = problem(e, root);
            String path = path(e);
            String key = problem.split(" |:", 2)[0];
            String origin = tree.origin(path.isEmpty() ? key : path + "." + key);
            throw new Failure(Failure.Kind.USAGE, origin.isEmpty() ? problem : origin + ": " + problem, e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record in a tree. */
    static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The keys and values of a record. */
    static ObjectNode tree(Object value) {
        ObjectNode tree = MAPPER.valueToTree(value);
        if (value instanceof TrainConfig config && config.task().equals(Task.MNIST)) {
            tree.remove("task");
        }
        return tree;
    }

    /**
     * Copy of a configuration with another value of one key.
     *
     * @throws IllegalArgumentException if the value is out of range, or contradicts others
     */
    static TrainConfig with(TrainConfig config, String key, JsonNode value) {
        ObjectNode tree = tree(config);
        tree.set(key, value);
        try {
            return MAPPER.treeToValue(tree, TrainConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    e.getCause() == null ? e.getOriginalMessage() : Failure.message(e.getCause()), e);
        }
    }

    /** A tree of numbers and words from YAML of the program's own. */
    static ObjectNode typed(String yaml) {
        try {
            return (ObjectNode) MAPPER.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tree as YAML that {@link ConfigTree#read} takes back. */
    static String write(ObjectNode tree) {
        return write(MAPPER, tree);
    }

    /** A tree as JSON. */
    static String writeJson(ObjectNode tree) {
        return write(configured(new ObjectMapper()).enable(SerializationFeature.INDENT_OUTPUT), tree);
    }

    private static String write(ObjectMapper mapper, ObjectNode tree) {
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String problem(JsonMappingException e, JsonNode root) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknownKey(
                    unknown.getPropertyName(),
                    path(e),
                    unknown.getKnownPropertyIds().stream().map(Object::toString));
        }
        if (e instanceof InvalidTypeIdException unknown && unknown.getTypeId() != null) {
            return "unknown kind of layer `" + unknown.getTypeId() + "`"
                    + Names.suggestion(unknown.getTypeId(), layerKinds()) + " valid are "
                    + String.join(", ", layerKinds());
        }
        if (e instanceof ValueInstantiationException lacking && e.getCause() instanceof NullPointerException) {
            return lacking(at(e.getPath(), root), KnownKeys.of(lacking.getType().getRawClass()));
        }
        if (e.getCause() instanceof IllegalArgumentException invalid) {
            return Failure.message(invalid);
        }
        String key = e.getPath().isEmpty()
                ? "the configuration"
                : e.getPath().get(e.getPath().size() - 1).getFieldName();
        if (key == null || e instanceof InvalidTypeIdException) {
            return "layers must be a list of layers, each written `- kind: {key: value}`, such as `- flatten: {}`;"
                    + " kinds are "
                    + String.join(", ", layerKinds());
        }
        if (e instanceof InvalidFormatException format) {
            return key + " is " + format.getValue() + "; it must be " + typeName(format.getTargetType());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return isMissing(mismatch)
                    ? misspelt(e, root).orElse("`" + key + "` is missing")
                    : key + " must be " + typeName(mismatch.getTargetType());
        }
        return e.getOriginalMessage();
    }

    private static boolean isMissing(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("Missing")
                || e.getOriginalMessage().contains("null");
    }

    /** A key beside the one that is missing which its record does not have: most likely that one, misspelt. */
    private static Optional<String> misspelt(JsonMappingException e, JsonNode root) {
        JsonMappingException.Reference last = e.getPath().get(e.getPath().size() - 1);
        if (!(last.getFrom() instanceof Class<?> type) || !type.isRecord()) {
            return Optional.empty();
        }
        Set<String> known = KnownKeys.of(type);
        return unknownIn(at(e.getPath().subList(0, e.getPath().size() - 1), root), known);
    }

    /** The words for a record of which a key is missing, perhaps because it is misspelt. */
    private static String lacking(JsonNode record, Set<String> known) {
        return unknownIn(record, known)
                .orElseGet(() -> known.stream()
                        .filter(key -> !record.has(key))
                        .sorted()
                        .map(key -> "`" + key + "` is missing")
                        .findFirst()
                        .orElse("a value is missing"));
    }

    private static Optional<String> unknownIn(JsonNode record, Set<String> known) {
        return record.propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> !known.contains(key))
                .findFirst()
                .map(key -> unknownKey(key, "", known.stream()));
    }

    private static JsonNode at(List<JsonMappingException.Reference> path, JsonNode root) {
        JsonNode node = root;
        for (JsonMappingException.Reference step : path) {
            node = step.getFieldName() == null ? layer(node.path(step.getIndex())) : node.path(step.getFieldName());
        }
        return node;
    }

    /** Keys and values of a layer, which stand below its kind. */
    private static JsonNode layer(JsonNode element) {
        return element.isEmpty() ? element : element.elements().next();
    }

    private static String unknownKey(String key, String path, Stream<String> known) {
        String now = Schema.CONFIG.renamed().get(path);
        if (now != null) {
            return "unknown key `" + key + "`; it is called `" + now.substring(now.lastIndexOf('.') + 1) + "` now";
        }
        List<String> valid = known.sorted().toList();
        return "unknown key `" + key + "`" + Names.suggestion(key, valid) + " valid here are "
                + String.join(", ", valid);
    }

    private static List<String> layerKinds() {
        return Arrays.stream(LayerSpec.class.getAnnotation(JsonSubTypes.class).value())
                .map(type -> type.value().getAnnotation(JsonTypeName.class).value())
                .toList();
    }

    private static String typeName(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer", "long" -> "a whole number";
            case "double" -> "a number";
            case "boolean" -> "true or false";
            case "string" -> "text";
            case "list" -> "a list";
            default -> "a group of `key: value`";
        };
    }

    private static final class EnumWriter extends JsonSerializer<Enum<?>> {
        @Override
        @SuppressWarnings("unchecked")
        public Class<Enum<?>> handledType() {
            return (Class<Enum<?>>) (Class<?>) Enum.class;
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Names.of(value));
        }
    }

    private static final class EnumReaders extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> standard) {
            return new EnumReader<>(type.getRawClass().asSubclass(Enum.class));
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static final class EnumReader<E extends Enum> extends JsonDeserializer<Enum> {
        private final Class<E> type;

        EnumReader(Class<E> type) {
            this.type = type;
        }

        @Override
        public Enum deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            String key = parser.currentName();
            Optional<Enum> constant = Names.parse(type, text);
            return constant.orElseThrow(() -> JsonMappingException.from(
                    parser,
                    "enum",
                    new IllegalArgumentException(
                            key + " is " + text + "; valid are " + Names.list(type.getEnumConstants()))));
        }
    }
}
