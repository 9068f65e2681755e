package dev.helpline.chat.spi.canned;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that agents use again and again, at one version. Thread-safe: immutable. */
@Experimental
public final class CannedResponse {
    private final CannedResponseId id;
    private final long version;
    private final String shortcut;
    private final String title;
    private final String text;
    private final CannedActions actions;
    private final @Nullable String department;
    private final @Nullable String language;
    private final @Nullable AgentId owner;
    private final long uses;
    private final Instant changedAt;
    private final AgentId changedBy;

    private CannedResponse(Builder builder) {
        id = builder.id;
        version = Checks.within("version", builder.version, 1, Long.MAX_VALUE);
        shortcut = builder.shortcut;
        title = builder.title;
        text = builder.text;
        actions = builder.actions;
        department = builder.department;
        language = builder.language;
        owner = builder.owner;
        uses = Checks.within("uses", builder.uses, 0, Long.MAX_VALUE);
        changedAt = Checks.millis(builder.changedAt);
        changedBy = builder.changedBy;
    }

    /**
     * Returns a builder of a shared response at version 1, whose shortcut is its id.
     *
     * @param changedBy the agent who saved it
     */
    public static Builder builder(CannedResponseId id, Instant changedAt, AgentId changedBy) {
        return new Builder(id, changedAt, changedBy);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The id. */
    public CannedResponseId id() {
        return id;
    }

    /** 1 for a new response, then plus one per save. */
    public long version() {
        return version;
    }

    /** What agents type to find it: 1 to 32 of {@code A-Z a-z 0-9 _ -}, exact; once per owner. */
    public String shortcut() {
        return shortcut;
    }

    /** What it is about, for agents; at most 100 code points. */
    public String title() {
        return title;
    }

    /** The text with its placeholders; at most 5000 code points. May be empty if there are actions. */
    public String text() {
        return text;
    }

    /** What is done together with sending it; none for a response that is only a text. */
    public CannedActions actions() {
        return actions;
    }

    /** The department that uses it; null for all. */
    public @Nullable String department() {
        return department;
    }

    /** The language of the text, such as {@code en}; null if it is not said. */
    public @Nullable String language() {
        return language;
    }

    /** The agent whose personal response it is; null for one that all agents share. */
    public @Nullable AgentId owner() {
        return owner;
    }

    /** How often it was filled for a session. */
    public long uses() {
        return uses;
    }

    /** UTC instant of the save that produced this version, at millisecond precision. */
    public Instant changedAt() {
        return changedAt;
    }

    /** The agent who saved this version. */
    public AgentId changedBy() {
        return changedBy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof CannedResponse that
                && id.equals(that.id)
                && version == that.version
                && shortcut.equals(that.shortcut)
                && title.equals(that.title)
                && text.equals(that.text)
                && actions.equals(that.actions)
                && Objects.equals(department, that.department)
                && Objects.equals(language, that.language)
                && Objects.equals(owner, that.owner)
                && uses == that.uses
                && changedAt.equals(that.changedAt)
                && changedBy.equals(that.changedBy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    /** The id and the version, without the text. */
    @Override
    public String toString() {
        return "CannedResponse[" + id + " v" + version + "]";
    }

    /** Builds a {@link CannedResponse}. Not thread-safe. */
    public static final class Builder {
        private final CannedResponseId id;
        private final Instant changedAt;
        private final AgentId changedBy;
        private long version = 1;
        private String shortcut;
        private String title = "";
        private String text = "";
        private CannedActions actions = CannedActions.NONE;
        private @Nullable String department;
        private @Nullable String language;
        private @Nullable AgentId owner;
        private long uses;

        private Builder(CannedResponseId id, Instant changedAt, AgentId changedBy) {
            this.id = Objects.requireNonNull(id, "id");
            this.changedAt = Objects.requireNonNull(changedAt, "changedAt");
            this.changedBy = Objects.requireNonNull(changedBy, "changedBy");
            this.shortcut = id.value();
        }

        private Builder(CannedResponse response) {
            this(response.id, response.changedAt, response.changedBy);
            version = response.version;
            shortcut = response.shortcut;
            title = response.title;
            text = response.text;
            actions = response.actions;
            department = response.department;
            language = response.language;
            owner = response.owner;
            uses = response.uses;
        }

        /** See {@link CannedResponse#version()}. Default: 1. */
        public Builder version(long value) {
            version = value;
            return this;
        }

        /** See {@link CannedResponse#shortcut()}. Default: the id. */
        public Builder shortcut(String value) {
            shortcut = Objects.requireNonNull(value, "shortcut");
            return this;
        }

        /** See {@link CannedResponse#title()}. Default: empty. */
        public Builder title(String value) {
            title = Objects.requireNonNull(value, "title");
            return this;
        }

        /** See {@link CannedResponse#text()}. Default: empty. */
        public Builder text(String value) {
            text = Objects.requireNonNull(value, "text");
            return this;
        }

        /** See {@link CannedResponse#actions()}. Default: none. */
        public Builder actions(CannedActions value) {
            actions = Objects.requireNonNull(value, "actions");
            return this;
        }

        /** See {@link CannedResponse#department()}. Default: none. */
        public Builder department(@Nullable String value) {
            department = value;
            return this;
        }

        /** See {@link CannedResponse#language()}. Default: none. */
        public Builder language(@Nullable String value) {
            language = value;
            return this;
        }

        /** See {@link CannedResponse#owner()}. Default: none. */
        public Builder owner(@Nullable AgentId value) {
            owner = value;
            return this;
        }

        /** See {@link CannedResponse#uses()}. Default: 0. */
        public Builder uses(long value) {
            uses = value;
            return this;
        }

        /** Returns the response; throws {@link IllegalArgumentException} if a number is out of bounds. */
        public CannedResponse build() {
            return new CannedResponse(this);
        }
    }
}
