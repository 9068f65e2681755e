package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells one agent of one event. Thread-safe: immutable. */
@Experimental
public final class Alert {
    private final AlertType type;
    private final Session session;
    private final Entry event;
    private final Agent recipient;
    private final Presence presence;

    private Alert(Builder builder) {
        type = builder.type;
        session = builder.session;
        event = builder.event;
        recipient = Objects.requireNonNull(builder.recipient, "recipient");
        presence = builder.presence;
    }

    /** Returns a builder of an alert, whose recipient has to be set. */
    public static Builder builder(AlertType type, Session session, Entry event) {
        return new Builder(type, session, event);
    }

    /** Why the agent is alerted. */
    public AlertType type() {
        return type;
    }

    /** The session as the commit with the event left it. */
    public Session session() {
        return session;
    }

    /** The entry of the log that caused the alert. With the type and the recipient, its id identifies the alert. */
    public Entry event() {
        return event;
    }

    /** The agent, as the directory has them when the alert is delivered. */
    public Agent recipient() {
        return recipient;
    }

    /** Whether the agent is online, away or offline when the alert is delivered. */
    public Presence presence() {
        return presence;
    }

    /** The type, the session and the recipient's id; no personal data. */
    @Override
    public String toString() {
        return "Alert[" + type + " " + session + " to " + recipient.id() + "]";
    }

    /** Builds an {@link Alert}. Not thread-safe. */
    public static final class Builder {
        private final AlertType type;
        private final Session session;
        private final Entry event;
        private @Nullable Agent recipient;
        private Presence presence = Presence.OFFLINE;

        private Builder(AlertType type, Session session, Entry event) {
            this.type = Objects.requireNonNull(type, "type");
            this.session = Objects.requireNonNull(session, "session");
            this.event = Objects.requireNonNull(event, "event");
        }

        /** See {@link Alert#recipient()}. Required. */
        public Builder recipient(Agent value) {
            recipient = Objects.requireNonNull(value, "recipient");
            return this;
        }

        /** See {@link Alert#presence()}. Default: OFFLINE. */
        public Builder presence(Presence value) {
            presence = Objects.requireNonNull(value, "presence");
            return this;
        }

        /** Returns the alert. */
        public Alert build() {
            return new Alert(this);
        }
    }
}
