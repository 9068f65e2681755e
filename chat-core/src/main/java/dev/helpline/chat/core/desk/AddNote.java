package dev.helpline.chat.core.desk;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to add a note to a session: a text from an agent to the other agents, which no customer ever sees. Thread-safe: immutable.
 *
 * <p>{@code @} and an agent's id or name mention that agent: {@code @anna}, {@code @Anna Schmidt}. Letters match in either case. A first
 * name is enough if no other active agent has it.
 */
@Experimental
public final class AddNote {
    private final SessionId session;
    private final @Nullable EntryId id;
    private final String text;

    private AddNote(Builder builder) {
        session = builder.session;
        id = builder.id;
        text = builder.text;
    }

    /** Returns a builder of a note without an id of the client's. */
    public static Builder builder(SessionId session, String text) {
        return new Builder(session, text);
    }

    /** Returns a note without an id of the client's. */
    public static AddNote of(SessionId session, String text) {
        return builder(session, text).build();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(session, text).id(id);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The id that the client made, which tells a repeat from a second note; null to let the engine make one. */
    public @Nullable EntryId id() {
        return id;
    }

    /** The text, not blank, of at most 5000 code points. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AddNote that
                && session.equals(that.session)
                && Objects.equals(id, that.id)
                && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, id, text);
    }

    /** The ids; never the text. */
    @Override
    public String toString() {
        return "AddNote[" + session + " " + id + "]";
    }

    /** Builds an {@link AddNote}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final String text;
        private @Nullable EntryId id;

        private Builder(SessionId session, String text) {
            this.session = Objects.requireNonNull(session, "session");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** See {@link AddNote#id()}. Default: none. */
        public Builder id(@Nullable EntryId value) {
            id = value;
            return this;
        }

        /** Returns the request. */
        public AddNote build() {
            return new AddNote(this);
        }
    }
}
