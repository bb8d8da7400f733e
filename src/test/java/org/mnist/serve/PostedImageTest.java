package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.network.Task;

/** The image in a body, whatever form that has. */
class PostedImageTest {
    private static final Task GREY = new Task(1, 8, 9, List.of("a", "b"));
    private static final Task COLOURS = new Task(3, 8, 8, List.of("a", "b"));

    private static PostedImage read(String type, String body, Task task) {
        return PostedImage.of(type, body.getBytes(StandardCharsets.UTF_8), task);
    }

    private static int[] numbers(String json, Task task) {
        PostedImage.Numbers numbers = (PostedImage.Numbers) read("application/json", json, task);
        assertThat(numbers.image().count()).isEqualTo(1);
        int[] values = new int[task.image().size()];
        Arrays.setAll(values, k -> numbers.image().at(0, k));
        return values;
    }

    /** Rows of the numbers 0, 1, 2 and so on. */
    private static String rows(int first, int height, int width) {
        StringBuilder json = new StringBuilder("[");
        for (int y = 0; y < height; y++) {
            json.append(y == 0 ? "[" : ",[");
            for (int x = 0; x < width; x++) {
                json.append(x == 0 ? "" : ",").append(first + y * width + x);
            }
            json.append("]");
        }
        return json.append("]").toString();
    }

    private static String flat(String json) {
        return "[" + json.replaceAll("[\\[\\]]", "") + "]";
    }

    private static int[] upTo(int count) {
        int[] values = new int[count];
        Arrays.setAll(values, k -> k);
        return values;
    }

    @Test
    void numbersComeInOneArrayInRowsOrInChannels() {
        String grey = rows(0, 8, 9);
        for (String json : List.of(grey, flat(grey), "{\"pixels\": " + grey + "}", "{\"pixels\":" + flat(grey) + "}")) {
            assertThat(numbers(json, GREY)).isEqualTo(upTo(72));
        }
        String colours = "[" + rows(0, 8, 8) + "," + rows(64, 8, 8) + "," + rows(128, 8, 8) + "]";
        assertThat(numbers(colours, COLOURS)).isEqualTo(upTo(192));
        assertThat(numbers(flat(colours), COLOURS)).isEqualTo(upTo(192));
        assertThat(numbers("[" + grey + "]", GREY)).as("one channel").isEqualTo(upTo(72));
    }

    @Test
    void numbersUpToOneAreShares() {
        String shares = "[" + "0,".repeat(69) + "0.5,1,1e-3]";
        assertThat(numbers(shares, GREY)).endsWith(0, 128, 255, 0);
        assertThat(numbers(shares.replace("0.5,1,", "0.6,2,"), GREY)).endsWith(0, 1, 2, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                               | has 72 numbers, in one array or as 8 rows of 9",
                "[1,2]                            | has 72 numbers",
                "[[1,2],[3]]                      | has 72 numbers",
                "[[[[1]]]]                        | has 72 numbers",
                "[1,[2]]                          | has 72 numbers",
                "[\"1\"]                          | an image has numbers only",
                "[null]                           | an image has numbers only",
                "[true]                           | an image has numbers only",
                "[256]                            | a number is 256.0; they are 0 background to 255 ink",
                "[-1]                             | a number is -1.0",
                "[1e999]                          | a number is Infinity",
                "[NaN]                            | the body is no sound JSON",
                "[1,2                             | the body is no sound JSON",
                "{\"pixels\": 5}                  | JSON is {\"image\"",
                "{\"image\": [1]}                 | JSON is {\"image\"",
                "{\"picture\": \"\"}              | JSON is {\"image\"",
                "{}                               | JSON is {\"image\"",
                "5                                | JSON is {\"image\"",
                "{\"image\": \"AAAA\", \"pixels\": []} | JSON is {\"image\"",
                "{\"image\": \"AAAA\", \"image\": \"AAAA\"} | the body is no sound JSON",
                "{\"image\": \"AAAA\"} 5          | there is something behind the JSON document",
                "{\"image\": \"A*AA\"}            | `image` is no base 64",
                "''                               | JSON is {\"image\"",
            })
    void whatIsNoImageIsRefused(String json, String why) {
        assertThatThrownBy(() -> read("application/json", json, GREY))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(why)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    /** Rows of another length have as many numbers, but are another image. */
    @Test
    void aTurnedImageIsRefused() {
        assertThatThrownBy(() -> numbers(rows(0, 9, 8), GREY)).hasMessageContaining("8 rows of 9");
        String byPixel =
                "[" + ("[" + "[1,2,3],".repeat(7) + "[1,2,3]],").repeat(7) + "[" + "[1,2,3],".repeat(7) + "[1,2,3]]]";
        assertThatThrownBy(() -> numbers(byPixel, COLOURS)).hasMessageContaining("3 channels of 8 rows of 8");
        assertThatThrownBy(() -> numbers(rows(0, 24, 8), COLOURS)).hasMessageContaining("3 channels");
    }

    @Test
    void base64IsTakenAsPagesAndFilesWriteIt() {
        byte[] bytes = {1, 2, 3, (byte) 0xff, 0, 7, 8};
        String digits = Base64.getEncoder().encodeToString(bytes);
        for (String text : List.of(
                digits, "data:image/png;base64," + digits, digits.substring(0, 4) + "\\n" + digits.substring(4))) {
            PostedImage.File file =
                    (PostedImage.File) read("Application/JSON; charset=utf-8", "{\"image\": \"" + text + "\"}", GREY);
            assertThat(file.bytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "image/png", "application/octet-stream", "application/x-www-form-urlencoded", "nonsense"})
    void anyOtherBodyIsAFile(String type) {
        assertThat(((PostedImage.File) read(type, "[1,2]", GREY)).bytes())
                .isEqualTo("[1,2]".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] form(byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b.png\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static final String FORM = "multipart/form-data; boundary=x";

    /** Bytes that look like the edges of parts are bytes of the file. */
    @Test
    void aFormHasItsFileToTheLastByte() {
        Random random = new Random(3);
        for (int length = 0; length < 5000; length += 1 + length / 3) {
            byte[] file = new byte[length];
            for (int i = 0; i < length; i++) {
                file[i] = (byte) "\r\n-x-y".charAt(random.nextInt(6));
            }
            String text = "." + new String(file, StandardCharsets.ISO_8859_1).replace("\n--x", "\n--y");
            byte[] sound = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(((PostedImage.File) PostedImage.of(FORM, form(sound), GREY)).bytes())
                    .isEqualTo(sound);
        }
    }

    @Test
    void formsWithoutOneFileAreRefused() {
        byte[] sound = form(new byte[] {1, 2, 3});
        assertThatThrownBy(() -> PostedImage.of("multipart/form-data", sound, GREY))
                .hasMessageContaining("no boundary");
        for (int length = 0;
                length < sound.length - 4;
                length++) { // the line's end behind the last edge may be missing
            byte[] cut = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> PostedImage.of(FORM, cut, GREY))
                    .as("cut at %d", length)
                    .isInstanceOf(Failure.class);
        }
        String none = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhello\r\n--x--\r\n";
        assertThatThrownBy(() -> read(FORM, none, GREY)).hasMessageContaining("the form has 0 files");
        String part = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nhello\r\n";
        assertThatThrownBy(() -> read(FORM, part + part + "--x--\r\n", GREY))
                .hasMessageContaining("the form has 2 files");
        assertThatThrownBy(() -> read(FORM, part.repeat(20) + "--x--\r\n", GREY))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> read("multipart/form-data; boundary=\"", part, GREY))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Content-Type is damaged");
    }

    @Test
    void aNumberWithoutEndIsNoFault() {
        assertThatThrownBy(() -> read("application/json", "[" + "1".repeat(5000) + ",0]", GREY))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a number is too long");
    }

    /** Whatever the bytes are, there is an image or a line that says what is wrong. */
    @Test
    void noiseIsRefusedInALine() {
        Random random = new Random(7);
        byte[] form = form(new byte[] {1, 2, 3});
        byte[] json = ("{\"pixels\": " + rows(0, 8, 9) + "}").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            boolean isForm = i % 2 == 0;
            byte[] noise = (isForm ? form : json).clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            try {
                PostedImage.of(isForm ? FORM : "application/json", noise, GREY);
            } catch (Failure e) {
                assertThat(e.getMessage()).hasLineCount(1).isNotBlank();
            }
        }
    }
}
