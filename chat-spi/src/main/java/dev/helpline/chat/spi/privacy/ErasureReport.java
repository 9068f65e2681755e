package dev.helpline.chat.spi.privacy;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much an erasure took. It holds numbers only, so that it can be kept. Immutable. */
@Experimental
public final class ErasureReport {
    /** Nothing. */
    public static final ErasureReport NOTHING = builder().build();

    private final long sessions;
    private final long entries;
    private final long files;
    private final long ratings;
    private final long cursors;
    private final long events;
    private final long drafts;
    private final long commands;
    private final long auditRecords;
    private final long blockChanges;

    private ErasureReport(Builder builder) {
        sessions = builder.sessions;
        entries = builder.entries;
        files = builder.files;
        ratings = builder.ratings;
        cursors = builder.cursors;
        events = builder.events;
        drafts = builder.drafts;
        commands = builder.commands;
        auditRecords = builder.auditRecords;
        blockChanges = builder.blockChanges;
    }

    /** Returns a builder of a report of nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** The sessions that were erased. */
    public long sessions() {
        return sessions;
    }

    /** The entries of their logs: messages, events, notes and amendments. */
    public long entries() {
        return entries;
    }

    /** The attached files, and the uploads that no message named. Their content is deleted right after the sessions, or soon after by the housekeeping if that fails. */
    public long files() {
        return files;
    }

    /** The ratings. */
    public long ratings() {
        return ratings;
    }

    /** The notes on how far participants have read. */
    public long cursors() {
        return cursors;
    }

    /** The events that durable listeners had not taken. */
    public long events() {
        return events;
    }

    /** The unsent texts of agents. */
    public long drafts() {
        return drafts;
    }

    /** The commands of the host's inbox, which waited or were refused. */
    public long commands() {
        return commands;
    }

    /** The audit records that lost their actor and their detail, and those of the customer's blocks and holds, which are deleted. */
    public long auditRecords() {
        return auditRecords;
    }

    /** The changes to the block of the customer. */
    public long blockChanges() {
        return blockChanges;
    }

    /** Returns what this and another erasure took together. */
    public ErasureReport plus(ErasureReport other) {
        return builder()
                .sessions(sessions + other.sessions)
                .entries(entries + other.entries)
                .files(files + other.files)
                .ratings(ratings + other.ratings)
                .cursors(cursors + other.cursors)
                .events(events + other.events)
                .drafts(drafts + other.drafts)
                .commands(commands + other.commands)
                .auditRecords(auditRecords + other.auditRecords)
                .blockChanges(blockChanges + other.blockChanges)
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErasureReport that
                && sessions == that.sessions
                && entries == that.entries
                && files == that.files
                && ratings == that.ratings
                && cursors == that.cursors
                && events == that.events
                && drafts == that.drafts
                && commands == that.commands
                && auditRecords == that.auditRecords
                && blockChanges == that.blockChanges;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                sessions, entries, files, ratings, cursors, events, drafts, commands, auditRecords, blockChanges);
    }

    @Override
    public String toString() {
        return "ErasureReport["
                + "sessions " + sessions
                + ", entries " + entries
                + ", files " + files
                + ", ratings " + ratings
                + ", cursors " + cursors
                + ", events " + events
                + ", drafts " + drafts + ", commands " + commands
                + ", auditRecords " + auditRecords
                + ", blockChanges " + blockChanges
                + "]";
    }

    /** Builds an {@link ErasureReport}; every number is 0 by default, and none may be negative. Not thread-safe. */
    public static final class Builder {
        private long sessions;
        private long entries;
        private long files;
        private long ratings;
        private long cursors;
        private long events;
        private long drafts;
        private long commands;
        private long auditRecords;
        private long blockChanges;

        private Builder() {}

        /** See {@link ErasureReport#sessions()}. Default: 0. */
        public Builder sessions(long value) {
            sessions = Checks.within("sessions", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#entries()}. Default: 0. */
        public Builder entries(long value) {
            entries = Checks.within("entries", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#files()}. Default: 0. */
        public Builder files(long value) {
            files = Checks.within("files", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#ratings()}. Default: 0. */
        public Builder ratings(long value) {
            ratings = Checks.within("ratings", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#cursors()}. Default: 0. */
        public Builder cursors(long value) {
            cursors = Checks.within("cursors", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#events()}. Default: 0. */
        public Builder events(long value) {
            events = Checks.within("events", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#drafts()}. Default: 0. */
        public Builder drafts(long value) {
            drafts = Checks.within("drafts", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#commands()}. Default: 0. */
        public Builder commands(long value) {
            commands = Checks.within("commands", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#auditRecords()}. Default: 0. */
        public Builder auditRecords(long value) {
            auditRecords = Checks.within("auditRecords", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** See {@link ErasureReport#blockChanges()}. Default: 0. */
        public Builder blockChanges(long value) {
            blockChanges = Checks.within("blockChanges", value, 0, Long.MAX_VALUE);
            return this;
        }

        /** Returns the report. */
        public ErasureReport build() {
            return new ErasureReport(this);
        }
    }
}
