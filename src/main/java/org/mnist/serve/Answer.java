package org.mnist.serve;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist.base.Json;

/**
 * An answer to a request.
 *
 * @param status status code of HTTP
 * @param type media type of the content; empty if there is none
 * @param content the body
 * @param headers those that only this answer has, by name
 */
record Answer(int status, String type, String content, Map<String, String> headers) {
    static Answer json(int status, Object value) {
        return new Answer(status, "application/json", Json.write(value) + "\n", Map.of());
    }

    /** A refusal that says why. */
    static Answer refused(int status, String why) {
        return json(status, new Refused(why));
    }

    static Answer text(String type, String content) {
        return new Answer(200, type, content, Map.of());
    }

    /** The same answer with one header more. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, content, more);
    }

    byte[] bytes() {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    /** A refusal in JSON. */
    private record Refused(String error) {}
}
