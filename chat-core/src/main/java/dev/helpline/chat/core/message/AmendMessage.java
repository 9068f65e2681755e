package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change to a message that the caller has sent: another text, or none any more. Thread-safe: immutable. */
public final class AmendMessage {
    private final SessionId session;
    private final EntryId message;
    private final @Nullable EntryId id;
    private final @Nullable String text;

    private AmendMessage(SessionId session, EntryId message, @Nullable EntryId id, @Nullable String text) {
        this.session = Objects.requireNonNull(session, "session");
        this.message = Objects.requireNonNull(message, "message");
        this.id = id;
        this.text = text;
    }

    /** Gives a message another text, under the rules of {@link SendMessage#text()}. */
    public static AmendMessage edit(SessionId session, EntryId message, String text) {
        return new AmendMessage(session, message, null, Objects.requireNonNull(text, "text"));
    }

    /** Withdraws a message: its text is gone for all readers, for good. */
    public static AmendMessage withdraw(SessionId session, EntryId message) {
        return new AmendMessage(session, message, null, null);
    }

    /** Returns the same change under an id that the caller's client made; see {@link #id()}. */
    public AmendMessage withId(@Nullable EntryId value) {
        return new AmendMessage(session, message, value, text);
    }

    /** The session of the message. */
    public SessionId session() {
        return session;
    }

    /** The message to change. */
    public EntryId message() {
        return message;
    }

    /**
     * The id of this change, unique among all entries of the session. Making the same change again under it returns the first result. If it
     * is null, the engine makes one, and a repeated edit is stored twice.
     */
    public @Nullable EntryId id() {
        return id;
    }

    /** The new text; null to withdraw the message. */
    public @Nullable String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AmendMessage that
                && session.equals(that.session)
                && message.equals(that.message)
                && Objects.equals(id, that.id)
                && Objects.equals(text, that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, message, id, text);
    }

    /** The ids only, never the text. */
    @Override
    public String toString() {
        return "AmendMessage[" + session + " " + message + " " + id + "]";
    }
}
