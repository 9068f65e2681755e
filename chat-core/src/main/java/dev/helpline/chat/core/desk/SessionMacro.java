package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Priority;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several acts in one session, all of which are stored by one commit, or none. They are done in this order: the note, the priority, the
 * tags, the reply, the escalation, the end. Each act may be left out. Thread-safe: immutable.
 *
 * <p>A macro with a reply, or with a note and no reply, can be repeated under the id of that entry: it is done once.
 */
@Experimental
public final class SessionMacro {
    private final SessionId session;
    private final @Nullable AddNote note;
    private final @Nullable Priority priority;
    private final List<String> addTags;
    private final List<String> removeTags;
    private final @Nullable SendMessage reply;
    private final @Nullable String escalation;
    private final @Nullable EndSession end;

    private SessionMacro(Builder builder) {
        session = builder.session;
        note = builder.note;
        priority = builder.priority;
        addTags = List.copyOf(builder.addTags);
        removeTags = List.copyOf(builder.removeTags);
        reply = builder.reply;
        escalation = builder.escalation;
        end = builder.end;
    }

    /** Returns a builder of a macro without acts. */
    public static Builder builder(SessionId session) {
        return new Builder(session);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The note to add; with a reply, it must not have an id. */
    public @Nullable AddNote note() {
        return note;
    }

    /** The priority to set. */
    public @Nullable Priority priority() {
        return priority;
    }

    /** The tags to add. */
    public List<String> addTags() {
        return addTags;
    }

    /** The tags to remove. */
    public List<String> removeTags() {
        return removeTags;
    }

    /** The message to send, without files; the text may come from a canned response. */
    public @Nullable SendMessage reply() {
        return reply;
    }

    /** Why the supervisors are asked for help. */
    public @Nullable String escalation() {
        return escalation;
    }

    /** How the session ends. */
    public @Nullable EndSession end() {
        return end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionMacro that
                && session.equals(that.session)
                && Objects.equals(note, that.note)
                && priority == that.priority
                && addTags.equals(that.addTags)
                && removeTags.equals(that.removeTags)
                && Objects.equals(reply, that.reply)
                && Objects.equals(escalation, that.escalation)
                && Objects.equals(end, that.end);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, note, priority, addTags, removeTags, reply, escalation, end);
    }

    /** The session; never a text. */
    @Override
    public String toString() {
        return "SessionMacro[" + session + "]";
    }

    /** Builds a {@link SessionMacro}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private @Nullable AddNote note;
        private @Nullable Priority priority;
        private List<String> addTags = List.of();
        private List<String> removeTags = List.of();
        private @Nullable SendMessage reply;
        private @Nullable String escalation;
        private @Nullable EndSession end;

        private Builder(SessionId session) {
            this.session = Objects.requireNonNull(session, "session");
        }

        /** See {@link SessionMacro#note()}. Default: none. */
        public Builder note(@Nullable AddNote value) {
            note = value;
            return this;
        }

        /** See {@link SessionMacro#priority()}. Default: none. */
        public Builder priority(@Nullable Priority value) {
            priority = value;
            return this;
        }

        /** See {@link SessionMacro#addTags()}. Default: none. */
        public Builder addTags(List<String> value) {
            addTags = Objects.requireNonNull(value, "addTags");
            return this;
        }

        /** See {@link SessionMacro#removeTags()}. Default: none. */
        public Builder removeTags(List<String> value) {
            removeTags = Objects.requireNonNull(value, "removeTags");
            return this;
        }

        /** See {@link SessionMacro#reply()}. Default: none. */
        public Builder reply(@Nullable SendMessage value) {
            reply = value;
            return this;
        }

        /** See {@link SessionMacro#escalation()}. Default: none. */
        public Builder escalation(@Nullable String value) {
            escalation = value;
            return this;
        }

        /** See {@link SessionMacro#end()}. Default: the session goes on. */
        public Builder end(@Nullable EndSession value) {
            end = value;
            return this;
        }

        /** Returns the macro; throws {@link IllegalArgumentException} if its acts are not all about its session. */
        public SessionMacro build() {
            SessionMacro macro = new SessionMacro(this);
            requireSession(note == null ? session : note.session());
            requireSession(reply == null ? session : reply.session());
            requireSession(end == null ? session : end.session());
            return macro;
        }

        private void requireSession(SessionId other) {
            if (!other.equals(session)) {
                throw new IllegalArgumentException("all acts of a macro must be about session " + session);
            }
        }
    }
}
