package dev.helpline.chat.core.canned;

import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.canned.CannedActions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to save a canned response. Immutable. */
@Experimental
public final class SaveCannedResponse {
    private final CannedResponseId id;
    private final long replacedVersion;
    private final String shortcut;
    private final String title;
    private final String text;
    private final CannedActions actions;
    private final @Nullable String department;
    private final @Nullable String language;
    private final boolean personal;

    private SaveCannedResponse(Builder builder) {
        id = builder.id;
        replacedVersion = builder.replacedVersion;
        shortcut = builder.shortcut;
        title = builder.title;
        text = builder.text;
        actions = builder.actions;
        department = builder.department;
        language = builder.language;
        personal = builder.personal;
    }

    /**
     * Returns a builder of a request to save a new response that all agents share.
     *
     * @param shortcut what agents type to find it: 1 to 32 of {@code A-Z a-z 0-9 _ -}
     * @param text the text with its placeholders: at most 5000 code points; not blank unless there are actions
     */
    public static Builder builder(CannedResponseId id, String shortcut, String text) {
        return new Builder(id, shortcut, text);
    }

    /** The id of the response. */
    public CannedResponseId id() {
        return id;
    }

    /** The version that the request replaces; 0 for a new response. */
    public long replacedVersion() {
        return replacedVersion;
    }

    /** What agents type to find it. */
    public String shortcut() {
        return shortcut;
    }

    /** What it is about, for agents. */
    public String title() {
        return title;
    }

    /** The text with its placeholders. */
    public String text() {
        return text;
    }

    /** What is done together with sending it. */
    public CannedActions actions() {
        return actions;
    }

    /** The department that uses it; null for all. */
    public @Nullable String department() {
        return department;
    }

    /** The language of the text; null if it is not said. */
    public @Nullable String language() {
        return language;
    }

    /** Whether only the agent who saves it uses it. */
    public boolean personal() {
        return personal;
    }

    /** The id, without the text. */
    @Override
    public String toString() {
        return "SaveCannedResponse[" + id + "]";
    }

    /** Builds a {@link SaveCannedResponse}. Not thread-safe. */
    public static final class Builder {
        private final CannedResponseId id;
        private final String shortcut;
        private final String text;
        private long replacedVersion;
        private String title = "";
        private CannedActions actions = CannedActions.NONE;
        private @Nullable String department;
        private @Nullable String language;
        private boolean personal;

        private Builder(CannedResponseId id, String shortcut, String text) {
            this.id = Objects.requireNonNull(id, "id");
            this.shortcut = Objects.requireNonNull(shortcut, "shortcut");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** See {@link SaveCannedResponse#replacedVersion()}. Default: 0. */
        public Builder replacedVersion(long value) {
            replacedVersion = value;
            return this;
        }

        /** See {@link SaveCannedResponse#title()}; one line, at most 100 code points. Default: empty. */
        public Builder title(String value) {
            title = Objects.requireNonNull(value, "title");
            return this;
        }

        /** See {@link SaveCannedResponse#actions()}; tags are spelled as in sessions. Default: none. */
        public Builder actions(CannedActions value) {
            actions = Objects.requireNonNull(value, "actions");
            return this;
        }

        /** See {@link SaveCannedResponse#department()}; one line, at most 255 code points. Default: none. */
        public Builder department(@Nullable String value) {
            department = value;
            return this;
        }

        /** See {@link SaveCannedResponse#language()}: a BCP 47 tag such as {@code en}, at most 35 characters. Default: none. */
        public Builder language(@Nullable String value) {
            language = value;
            return this;
        }

        /** See {@link SaveCannedResponse#personal()}. Default: false. */
        public Builder personal(boolean value) {
            personal = value;
            return this;
        }

        /** Returns the request. */
        public SaveCannedResponse build() {
            return new SaveCannedResponse(this);
        }
    }
}
