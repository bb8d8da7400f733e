package org.mnist.base.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Schema 0 to 1 of configurations: five keys got the names that PyTorch has for them. Their values stay. */
final class StandardConfigKeys implements Migration {
    @Override
    public Map<String, String> renamed() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("schedule.rise-share", "schedule.pct-start");
        names.put("schedule.start-share", "schedule.start-factor");
        names.put("schedule.end-share", "schedule.end-factor");
        names.put("augmentation.clean-epochs", "augmentation.off-epochs");
        names.put("weight-average", "ema");
        return names;
    }

    @Override
    public void apply(ObjectNode document) {
        renamed().forEach((old, now) -> rename(document, old.split("\\.", -1), now));
    }

    private static void rename(ObjectNode document, String[] path, String now) {
        JsonNode group = document;
        for (String key : Arrays.copyOf(path, path.length - 1)) {
            group = group.path(key);
        }
        String old = path[path.length - 1];
        if (group instanceof ObjectNode object && object.has(old)) {
            String name = now.substring(now.lastIndexOf('.') + 1);
            if (object.has(name)) {
                throw new IllegalArgumentException(
                        "`" + old + "` and `" + name + "` are one key under its old and its new name; leave one out");
            }
            object.set(name, object.remove(old));
        }
    }
}
