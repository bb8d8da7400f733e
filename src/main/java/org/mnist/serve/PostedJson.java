package org.mnist.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/**
 * Image in JSON: {@code {"image": "<base 64>"}} has the bytes of a picture's file, {@code {"pixels": [...]}}, or the array alone,
 * the numbers that the network takes. It is read as a stream, so that no text makes much of little.
 */
final class PostedJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int INK = 255;

    private final JsonParser json;
    private final Task task;

    private PostedJson(JsonParser json, Task task) {
        this.json = json;
        this.task = task;
    }

    /**
     * Reads an image.
     *
     * @throws Failure of kind BAD_INPUT if there is none
     */
    static PostedImage read(byte[] body, Task task) {
        try (JsonParser json = JSON.createParser(body)) {
            PostedImage image = new PostedJson(json, task).document();
            if (json.nextToken() != null) {
                throw bad("there is something behind the JSON document");
            }
            return image;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation(); // null for what is too long or too deep
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    place == null
                            ? "the body is no JSON that is read here: a number is too long, or brackets are too deep"
                            : "the body is no sound JSON; it is read up to line " + place.getLineNr() + ", column "
                                    + place.getColumnNr(),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(e); // of bytes in memory
        }
    }

    private PostedImage document() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            return numbers();
        }
        if (first != JsonToken.START_OBJECT) {
            throw wanted();
        }
        PostedImage image = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (image != null) {
                throw wanted();
            }
            image = value(json.currentName());
        }
        if (image == null) {
            throw wanted();
        }
        return image;
    }

    private PostedImage value(String key) throws IOException {
        JsonToken token = json.nextToken();
        if (key.equals("image") && token == JsonToken.VALUE_STRING) {
            return PostedImage.base64(json.getText());
        }
        if (key.equals("pixels") && token == JsonToken.START_ARRAY) {
            return numbers();
        }
        throw wanted();
    }

    /** The numbers of the array whose beginning was read: in one line, in rows, or in rows by channel. */
    private PostedImage numbers() throws IOException {
        Shape image = task.image();
        double[] numbers = new double[image.size()];
        int[] lengths = new int[4];
        int[] seen = {-1, -1, -1, -1};
        int depth = 0;
        int deepest = -1;
        int count = 0;
        while (depth >= 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                lengths[depth]++;
                depth++;
                if (depth > 2) {
                    throw otherShape();
                }
                lengths[depth] = 0;
            } else if (token == JsonToken.END_ARRAY) {
                if (seen[depth] >= 0 && seen[depth] != lengths[depth]) {
                    throw otherShape();
                }
                seen[depth] = lengths[depth];
                depth--;
            } else if (token != null && token.isNumeric()) {
                if (count == numbers.length || (deepest >= 0 && deepest != depth)) {
                    throw otherShape();
                }
                deepest = depth;
                lengths[depth]++;
                numbers[count++] = checked(json.getDoubleValue());
            } else {
                throw bad("an image has numbers only");
            }
        }
        if (count != numbers.length || !isShape(seen, deepest)) {
            throw otherShape();
        }
        return new PostedImage.Numbers(new Images(image, bytes(numbers), new int[1]));
    }

    private boolean isShape(int[] lengths, int deepest) {
        return switch (deepest) {
            case 0 -> true;
            case 1 -> task.channels() == 1 && lengths[0] == task.height() && lengths[1] == task.width();
            default -> lengths[0] == task.channels() && lengths[1] == task.height() && lengths[2] == task.width();
        };
    }

    private static double checked(double number) {
        if (!(number >= 0 && number <= INK)) {
            throw bad("a number is " + number + "; they are 0 background to 255 ink, or 0 to 1");
        }
        return number;
    }

    /** Numbers of which none is above 1 are shares of full ink. */
    private static byte[] bytes(double[] numbers) {
        double most = 0;
        for (double number : numbers) {
            most = Math.max(most, number);
        }
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(most <= 1 ? INK * numbers[i] : numbers[i]);
        }
        return bytes;
    }

    private Failure otherShape() {
        Shape image = task.image();
        String rows = task.channels() == 1
                ? task.height() + " rows of " + task.width()
                : "3 channels of " + task.height() + " rows of " + task.width();
        return bad("an image of this model has " + image.size() + " numbers, in one array or as " + rows);
    }

    private static Failure wanted() {
        return bad(
                "JSON is {\"image\": \"base 64 of a picture's file\"}, {\"pixels\": [numbers]}, or the numbers alone");
    }

    private static Failure bad(String message) {
        return new Failure(Failure.Kind.BAD_INPUT, message);
    }
}
