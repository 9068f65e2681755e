package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Reads which agents notes mention. */
final class Mentions {
    private Mentions() {}

    static Map<String, Long> in(JsonFields json) {
        Map<String, Long> mentions = new HashMap<>();
        json.map("mentions").forEach((agent, seq) -> {
            if (seq instanceof Number) {
                mentions.put(agent, ((Number) seq).longValue());
            }
        });
        return Collections.unmodifiableMap(mentions);
    }
}
