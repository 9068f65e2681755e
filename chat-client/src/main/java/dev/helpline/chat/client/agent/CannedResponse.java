package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text that agents use again and again, at one version. */
public final class CannedResponse {
    private final String responseId;
    private final long version;
    private final String shortcut;
    private final @Nullable String title;
    private final String text;
    private final @Nullable CannedActions actions;
    private final @Nullable String department;
    private final @Nullable String language;
    private final boolean personal;
    private final long uses;
    private final Instant changedAt;
    private final String changedBy;

    /** For the SDK: reads it from a response. */
    public CannedResponse(JsonFields json) {
        responseId = json.text("responseId");
        version = json.number("version");
        shortcut = json.text("shortcut");
        title = json.textOrNull("title");
        text = json.text("text");
        actions = json.objectOrNull("actions", CannedActions::new);
        department = json.textOrNull("department");
        language = json.textOrNull("language");
        personal = json.flag("personal");
        uses = json.number("uses");
        changedAt = json.instant("changedAt");
        changedBy = json.text("changedBy");
    }

    /** The id of the response. */
    public String responseId() {
        return responseId;
    }

    /** From 1, plus one per save; the next save names it. */
    public long version() {
        return version;
    }

    /** What agents type to find it. */
    public String shortcut() {
        return shortcut;
    }

    /** What it is about. */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /** What is done together with sending it; absent for a response that is only a text. */
    public Optional<CannedActions> actions() {
        return Optional.ofNullable(actions);
    }

    /** The text with its placeholders; empty if there are only actions. */
    public String text() {
        return text;
    }

    /** The department that uses it; absent for all. */
    public Optional<String> department() {
        return Optional.ofNullable(department);
    }

    /** The language of the text, such as {@code en}. */
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /** Whether it is the agent's own, which no other agent sees. */
    public boolean personal() {
        return personal;
    }

    /** How often it was filled for a session. */
    public long uses() {
        return uses;
    }

    /** When it was saved last. */
    public Instant changedAt() {
        return changedAt;
    }

    /** The id of the agent who saved it last. */
    public String changedBy() {
        return changedBy;
    }

    /** The id and the version, without the text. */
    @Override
    public String toString() {
        return "CannedResponse{" + responseId + ", version " + version + "}";
    }
}
