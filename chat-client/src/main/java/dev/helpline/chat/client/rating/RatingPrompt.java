package dev.helpline.chat.client.rating;

import dev.helpline.chat.client.internal.JsonFields;

/** Whether this device is to ask the customer for a rating. */
public final class RatingPrompt {
    private final String sessionId;
    private final boolean show;

    /** For the SDK: reads it from a response. */
    public RatingPrompt(JsonFields json) {
        sessionId = json.text("sessionId");
        show = json.flag("show");
    }

    /** The session. */
    public String sessionId() {
        return sessionId;
    }

    /** True on one device per end of the session; false if another device has asked, or the session cannot be rated. */
    public boolean show() {
        return show;
    }

    @Override
    public String toString() {
        return "RatingPrompt{sessionId=" + sessionId + ", show=" + show + "}";
    }
}
