package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;

/** The canned responses of an agent. */
public final class CannedResponses {
    private final List<CannedResponse> responses;

    /** For the SDK: reads it from a response. */
    public CannedResponses(JsonFields json) {
        responses = json.list("responses", CannedResponse::new);
    }

    /** The shared responses and the agent's own ones, ordered by shortcut; an own one comes before a shared one. */
    public List<CannedResponse> responses() {
        return responses;
    }

    /** The number of responses. */
    @Override
    public String toString() {
        return "CannedResponses{" + responses.size() + "}";
    }
}
