package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonFields;

/** The server has noted what the caller has read. */
public final class MarkedRead {
    private final String sessionId;

    /** For the SDK: reads it from a response. */
    public MarkedRead(JsonFields json) {
        sessionId = json.text("sessionId");
    }

    /** The session. */
    public String sessionId() {
        return sessionId;
    }

    @Override
    public String toString() {
        return "MarkedRead{sessionId=" + sessionId + "}";
    }
}
