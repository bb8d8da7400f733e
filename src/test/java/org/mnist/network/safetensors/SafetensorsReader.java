package org.mnist.network.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A reader of the safetensors format by its definition, which refuses all that the definition does: eight bytes with the
 * length of the header, low byte first; the header, a JSON object that begins with a brace and may end with spaces; behind
 * it the numbers of all tensors, each tensor in rows, without a gap.
 */
final class SafetensorsReader {
    private static final Map<String, Integer> SIZES = Map.of("F32", 4, "I64", 8);
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A tensor; the numbers are in rows. */
    record Tensor(String dtype, List<Integer> shape, List<Double> numbers) {}

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    SafetensorsReader(byte[] file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(all.getLong());
        assertThat(length % 8).as("the numbers begin at a multiple of 8").isZero();
        String text = new String(file, 8, length, StandardCharsets.UTF_8);
        assertThat(text).startsWith("{");
        JsonNode header = STRICT.readTree(text);
        ByteBuffer numbers = all.position(8 + length).slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Integer> ends = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (field.getKey().equals("__metadata__")) {
                field.getValue().properties().forEach(entry -> {
                    assertThat(entry.getValue().isTextual()).as(entry.getKey()).isTrue();
                    metadata.put(entry.getKey(), entry.getValue().textValue());
                });
            } else {
                tensors.put(field.getKey(), tensor(field.getValue(), numbers, ends));
            }
        }
        int end = 0;
        for (Map.Entry<Integer, Integer> tensor : ends.entrySet()) {
            assertThat(tensor.getKey()).as("no gap and no overlap").isEqualTo(end);
            end = tensor.getValue();
        }
        assertThat(numbers.capacity()).as("nothing behind the last").isEqualTo(end);
    }

    private static Tensor tensor(JsonNode described, ByteBuffer numbers, Map<Integer, Integer> ends) {
        assertThat(described.fieldNames()).toIterable().containsExactlyInAnyOrder("dtype", "shape", "data_offsets");
        String dtype = described.get("dtype").textValue();
        List<Integer> shape = StreamSupport.stream(described.get("shape").spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
        int begin = described.get("data_offsets").get(0).intValue();
        int end = described.get("data_offsets").get(1).intValue();
        int size = SIZES.get(dtype);
        double[] values = new double[shape.stream().reduce(1, Math::multiplyExact)];
        assertThat(end - begin).isEqualTo(values.length * size);
        assertThat(begin % size).as("aligned").isZero();
        assertThat(ends.put(begin, end)).isNull();
        Arrays.setAll(
                values, i -> size == 4 ? numbers.getFloat(begin + 4 * i) : (double) numbers.getLong(begin + 8 * i));
        return new Tensor(dtype, shape, Arrays.stream(values).boxed().toList());
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }
}
