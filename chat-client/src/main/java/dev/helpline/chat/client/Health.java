package dev.helpline.chat.client;

import dev.helpline.chat.client.internal.JsonFields;

/** Whether the server is up. */
public final class Health {
    private final String status;

    Health(JsonFields json) {
        status = json.text("status");
    }

    /** {@code ok} if the server takes requests. */
    public String status() {
        return status;
    }

    @Override
    public String toString() {
        return "Health{status=" + status + "}";
    }
}
