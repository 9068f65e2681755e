package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.Health;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of an engine in the terms of Spring Boot.
 *
 * @param status the code of a status
 * @param details what the status is made from
 */
record ChatHealth(String status, Map<String, Object> details) {
    /** Asks the engine, which takes no longer than its time limit for that. */
    static ChatHealth of(ChatEngine engine) {
        Health health = engine.health();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("accepting", health.accepting());
        details.put("storeReachable", health.storeReachable());
        details.put("storeWritable", health.storeWritable());
        details.put("commandsWaiting", health.commandsWaiting());
        return new ChatHealth(status(health), details);
    }

    private static String status(Health health) {
        if (health.ready()) {
            return "UP";
        }
        return health.accepting() ? "DOWN" : "OUT_OF_SERVICE";
    }
}
