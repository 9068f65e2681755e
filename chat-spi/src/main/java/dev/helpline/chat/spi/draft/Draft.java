package dev.helpline.chat.spi.draft;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one agent has written for one session and not sent yet. Only this agent sees it. Thread-safe: immutable. */
@Experimental
public final class Draft {
    private final SessionId session;
    private final AgentId agent;
    private final String text;
    private final String revision;
    private final Instant savedAt;

    private Draft(Builder builder) {
        session = builder.session;
        agent = builder.agent;
        text = Objects.requireNonNull(builder.text, "text");
        revision = Objects.requireNonNull(builder.revision, "revision");
        savedAt = Checks.millis(Objects.requireNonNull(builder.savedAt, "savedAt"));
    }

    /** Returns a builder of a draft, of which every part is required. */
    public static Builder builder(SessionId session, AgentId agent) {
        return new Builder(session, agent);
    }

    /** The session in which the text may be sent. */
    public SessionId session() {
        return session;
    }

    /** The agent who writes it. */
    public AgentId agent() {
        return agent;
    }

    /** The text: not empty, of at most 5000 code points. */
    public String text() {
        return text;
    }

    /** Names this text: another one for each save, and never one that an earlier draft had. At most 128 ASCII characters. */
    public String revision() {
        return revision;
    }

    /** When it was saved: UTC, at millisecond precision. */
    public Instant savedAt() {
        return savedAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Draft that
                        && session.equals(that.session)
                        && agent.equals(that.agent)
                        && text.equals(that.text)
                        && revision.equals(that.revision)
                        && savedAt.equals(that.savedAt));
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, agent, revision);
    }

    /** The session, the agent and the revision, without the text. */
    @Override
    public String toString() {
        return "Draft[" + session + ", " + agent + ", " + revision + "]";
    }

    /** Builds a {@link Draft}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final AgentId agent;
        private @Nullable String text;
        private @Nullable String revision;
        private @Nullable Instant savedAt;

        private Builder(SessionId session, AgentId agent) {
            this.session = Objects.requireNonNull(session, "session");
            this.agent = Objects.requireNonNull(agent, "agent");
        }

        /** See {@link Draft#text()}. Required. */
        public Builder text(String value) {
            text = value;
            return this;
        }

        /** See {@link Draft#revision()}. Required. */
        public Builder revision(String value) {
            revision = value;
            return this;
        }

        /** See {@link Draft#savedAt()}. Required. */
        public Builder savedAt(Instant value) {
            savedAt = value;
            return this;
        }

        /** Returns the draft. Throws {@link NullPointerException} if a part is missing. */
        public Draft build() {
            return new Draft(this);
        }
    }
}
