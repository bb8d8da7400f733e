package org.mnist.track.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reader of event files, written from the definitions: records of TensorFlow's {@code record_writer.h}, the wire format of
 * protocol buffers, {@code event.proto}, {@code summary.proto} and {@code plugin_data.proto}. It knows no class of the writer, and
 * forgets at a restart what TensorBoard forgets.
 */
public final class EventReader {
    /** What stands at a step under a tag: a Float, a {@link Histogram}, a {@link Picture} or the bytes of a plugin. */
    public final Map<String, TreeMap<Long, Object>> shown = new TreeMap<>();

    /** Steps of restarts, in their order. */
    public final List<Long> restarts = new ArrayList<>();

    /** Values that were shown, those that were forgotten again included. */
    int values;

    /** Records that were cut off. */
    int cut;

    record Histogram(
            double least,
            double most,
            double count,
            double sum,
            double squares,
            List<Double> limits,
            List<Double> counts) {}

    record Picture(long height, long width, long colours, ByteBuffer png) {}

    public static EventReader read(Path folder) throws IOException {
        EventReader reader = new EventReader();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                assertThat(file.getFileName().toString()).contains("tfevents");
                reader.readFile(Files.readAllBytes(file));
            }
        }
        return reader;
    }

    private void readFile(byte[] file) {
        ByteBuffer left = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = true;
        while (left.hasRemaining()) {
            if (left.remaining() < 12 || left.remaining() < 16 + left.getLong(left.position())) {
                cut++;
                return;
            }
            int start = left.position();
            int length = Math.toIntExact(left.getLong());
            assertThat(left.getInt()).as("checksum of a length").isEqualTo(masked(file, start, 8));
            byte[] event = Arrays.copyOfRange(file, left.position(), left.position() + length);
            left.position(left.position() + length);
            assertThat(left.getInt()).as("checksum of a record").isEqualTo(masked(event, 0, length));
            readEvent(fields(event), first);
            first = false;
        }
        assertThat(first).as("an empty file").isFalse();
    }

    private void readEvent(Map<Integer, List<Object>> event, boolean first) {
        double time = Double.longBitsToDouble((long) event.get(1).get(0));
        assertThat(time).isBetween(1.7e9, 1e10);
        assertThat(event.containsKey(3)).as("the version stands first").isEqualTo(first);
        if (first) {
            assertThat(text(event.get(3).get(0))).isEqualTo("brain.Event:2");
        }
        long step = event.containsKey(2) ? (long) event.get(2).get(0) : 0;
        if (event.containsKey(7)) {
            assertThat(fields((byte[]) event.get(7).get(0)).get(1)).isEqualTo(List.of(1L)); // START
            restarts.add(step);
            shown.values().forEach(steps -> steps.tailMap(step, true).clear());
        }
        if (event.containsKey(5)) {
            fields((byte[]) event.get(5).get(0)).get(1).forEach(value -> readValue(step, fields((byte[]) value)));
        }
    }

    private void readValue(long step, Map<Integer, List<Object>> value) {
        String tag = text(value.get(1).get(0));
        Object what;
        if (value.containsKey(2)) {
            what = Float.intBitsToFloat((int) value.get(2).get(0));
        } else if (value.containsKey(4)) {
            Map<Integer, List<Object>> image = fields((byte[]) value.get(4).get(0));
            what = new Picture(
                    (long) image.get(1).get(0),
                    (long) image.get(2).get(0),
                    (long) image.get(3).get(0),
                    ByteBuffer.wrap((byte[]) image.get(4).get(0)));
        } else if (value.containsKey(5)) {
            what = histogram(fields((byte[]) value.get(5).get(0)));
        } else {
            Map<Integer, List<Object>> plugin =
                    fields((byte[]) fields((byte[]) value.get(9).get(0)).get(1).get(0));
            assertThat(text(plugin.get(1).get(0))).isEqualTo("hparams");
            // A tensor of one float, without which a value is left out by some readers.
            Map<Integer, List<Object>> tensor = fields((byte[]) value.get(8).get(0));
            assertThat(tensor.get(1)).isEqualTo(List.of(1L));
            what = plugin.get(2).get(0);
        }
        values++;
        assertThat(shown.computeIfAbsent(tag, any -> new TreeMap<>()).put(step, what))
                .as("%s of step %d is there twice", tag, step)
                .isNull();
    }

    private static Histogram histogram(Map<Integer, List<Object>> histogram) {
        return new Histogram(
                number(histogram, 1),
                number(histogram, 2),
                number(histogram, 3),
                number(histogram, 4),
                number(histogram, 5),
                packed(histogram.get(6)),
                packed(histogram.get(7)));
    }

    private static double number(Map<Integer, List<Object>> message, int field) {
        return message.containsKey(field)
                ? Double.longBitsToDouble((long) message.get(field).get(0))
                : 0;
    }

    private static List<Double> packed(List<Object> field) {
        ByteBuffer doubles = ByteBuffer.wrap((byte[]) field.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> all = new ArrayList<>();
        while (doubles.hasRemaining()) {
            all.add(doubles.getDouble());
        }
        return all;
    }

    /** The settings of the HParams page: Boolean, Double or String by name. */
    Map<String, Object> settings() {
        Map<Integer, List<Object>> start = fields(hparams("_hparams_/session_start_info", 3));
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Object entry : start.get(1)) {
            Map<Integer, List<Object>> pair = fields((byte[]) entry);
            Map<Integer, List<Object>> value = fields((byte[]) pair.get(2).get(0));
            assertThat(value).hasSize(1);
            int kind = value.keySet().iterator().next();
            Object raw = value.get(kind).get(0);
            Object read = switch (kind) {
                case 2 -> Double.longBitsToDouble((long) raw);
                case 3 -> text(raw);
                case 4 -> (long) raw == 1;
                default -> throw new AssertionError("a value of kind " + kind);
            };
            assertThat(settings.put(text(pair.get(1).get(0)), read)).isNull();
        }
        return settings;
    }

    /** The status of the session's end: 1 is success. */
    long ended() {
        return (long) fields(hparams("_hparams_/session_end_info", 4)).get(1).get(0);
    }

    private byte[] hparams(String tag, int field) {
        return (byte[]) fields((byte[]) shown.get(tag).get(0L)).get(field).get(0);
    }

    /** The fields of a message by their numbers: varints and 64 bits are Longs, 32 bits Integers, the others bytes. */
    static Map<Integer, List<Object>> fields(byte[] message) {
        ByteBuffer left = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (left.hasRemaining()) {
            long tag = varint(left);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> varint(left);
                case 1 -> left.getLong();
                case 2 -> {
                    byte[] bytes = new byte[Math.toIntExact(varint(left))];
                    left.get(bytes);
                    yield bytes;
                }
                case 5 -> left.getInt();
                default -> throw new AssertionError("there is no wire type " + (tag & 7));
            };
            fields.computeIfAbsent((int) (tag >>> 3), any -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer left) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = left.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static int masked(byte[] bytes, int start, int length) {
        int crc = crc32c(bytes, start, length);
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    /** Bit by bit, by the reversed polynomial of Castagnoli. */
    static int crc32c(byte[] bytes, int start, int length) {
        int crc = ~0;
        for (int i = start; i < start + length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        return ~crc;
    }
}
