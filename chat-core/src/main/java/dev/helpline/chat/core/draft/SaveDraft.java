package dev.helpline.chat.core.draft;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to save an unsent text. Immutable. */
@Experimental
public final class SaveDraft {
    private final SessionId session;
    private final String text;
    private final @Nullable String replaced;

    private SaveDraft(Builder builder) {
        session = builder.session;
        text = builder.text;
        replaced = builder.replaced;
    }

    /**
     * Returns a builder of a request to save the agent's first text in a session.
     *
     * @param text at most as long as a message may be; a blank one deletes the draft
     */
    public static Builder builder(SessionId session, String text) {
        return new Builder(session, text);
    }

    /** The session in which the text may be sent. */
    public SessionId session() {
        return session;
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** The {@linkplain dev.helpline.chat.spi.draft.Draft#revision() revision} that the text replaces; null if there is no draft yet. */
    public @Nullable String replaced() {
        return replaced;
    }

    /** The session, without the text. */
    @Override
    public String toString() {
        return "SaveDraft[" + session + "]";
    }

    /** Builds a {@link SaveDraft}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final String text;
        private @Nullable String replaced;

        private Builder(SessionId session, String text) {
            this.session = Objects.requireNonNull(session, "session");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** See {@link SaveDraft#replaced()}. Default: none. */
        public Builder replaced(@Nullable String value) {
            replaced = value;
            return this;
        }

        /** Returns the request. */
        public SaveDraft build() {
            return new SaveDraft(this);
        }
    }
}
