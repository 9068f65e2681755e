package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A canned response with the facts of one session in place of its placeholders. */
public final class FilledResponse {
    private final String responseId;
    private final String text;
    private final @Nullable CannedActions actions;
    private final List<String> missing;

    /** For the SDK: reads it from a response. */
    public FilledResponse(JsonFields json) {
        responseId = json.text("responseId");
        text = json.text("text");
        actions = json.objectOrNull("actions", CannedActions::new);
        missing = json.texts("missing");
    }

    /** The id of the canned response. */
    public String responseId() {
        return responseId;
    }

    /** What is to be done together with sending the text; absent for a response that is only a text. */
    public Optional<CannedActions> actions() {
        return Optional.ofNullable(actions);
    }

    /** The text, for the agent to look at and to send. */
    public String text() {
        return text;
    }

    /** The placeholders for which the session has no value and the response no substitute; nothing stands in their place. */
    public List<String> missing() {
        return missing;
    }

    /** The id, without the text. */
    @Override
    public String toString() {
        return "FilledResponse{" + responseId + "}";
    }
}
