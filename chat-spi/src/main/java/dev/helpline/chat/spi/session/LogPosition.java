package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The position that a session's log has reached. Thread-safe: immutable. */
public final class LogPosition {
    /** The position of a log without entries. */
    public static final LogPosition START = builder().build();

    private final long lastSeq;
    private final long lastVisibleSeq;
    private final long messageCount;
    private final long lastMessageSeq;
    private final long amendmentCount;
    private final long attachmentCount;

    private LogPosition(Builder builder) {
        lastSeq = Checks.within("lastSeq", builder.lastSeq, 0, Long.MAX_VALUE);
        lastVisibleSeq = Checks.within("lastVisibleSeq", builder.lastVisibleSeq, 0, lastSeq);
        messageCount = Checks.within("messageCount", builder.messageCount, 0, lastSeq);
        lastMessageSeq = Checks.within("lastMessageSeq", builder.lastMessageSeq, messageCount, lastSeq);
        amendmentCount = Checks.within("amendmentCount", builder.amendmentCount, 0, lastSeq - messageCount);
        attachmentCount = Checks.within("attachmentCount", builder.attachmentCount, 0, Long.MAX_VALUE);
    }

    /** Returns a builder of the position of a log without entries. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the position after this entry, which must be the next one. */
    public LogPosition after(Entry entry) {
        Checks.require(entry.seq() == lastSeq + 1, "a log grows by one entry at a time");
        Builder next = toBuilder().lastSeq(entry.seq());
        if (entry.audience() == Audience.ALL) {
            next.lastVisibleSeq(entry.seq());
        }
        if (entry.isMessage()) {
            next.messageCount(messageCount + 1).lastMessageSeq(entry.seq());
        }
        if (entry.kind() == EntryKind.AMENDMENT) {
            next.amendmentCount(amendmentCount + 1);
        }
        return next.attachmentCount(attachmentCount + entry.attachments().size())
                .build();
    }

    /** The seq of the newest entry; 0 before the first. */
    public long lastSeq() {
        return lastSeq;
    }

    /** The seq of the newest entry that the customer may see; 0 if there is none. */
    public long lastVisibleSeq() {
        return lastVisibleSeq;
    }

    /** How many of the entries are messages. */
    public long messageCount() {
        return messageCount;
    }

    /** The seq of the newest message; 0 if there is none. */
    public long lastMessageSeq() {
        return lastMessageSeq;
    }

    /** How many of the entries are amendments. */
    public long amendmentCount() {
        return amendmentCount;
    }

    /** How many files the messages have. */
    public long attachmentCount() {
        return attachmentCount;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof LogPosition that
                && lastSeq == that.lastSeq
                && lastVisibleSeq == that.lastVisibleSeq
                && messageCount == that.messageCount
                && lastMessageSeq == that.lastMessageSeq
                && amendmentCount == that.amendmentCount
                && attachmentCount == that.attachmentCount;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lastSeq, lastVisibleSeq, messageCount, lastMessageSeq, amendmentCount, attachmentCount);
    }

    @Override
    public String toString() {
        return "LogPosition[lastSeq=" + lastSeq + ", lastVisibleSeq=" + lastVisibleSeq + ", messageCount="
                + messageCount + ", lastMessageSeq=" + lastMessageSeq + ", amendmentCount=" + amendmentCount
                + ", attachmentCount=" + attachmentCount + "]";
    }

    /** Builds a {@link LogPosition}. Not thread-safe. */
    public static final class Builder {
        private long lastSeq;
        private long lastVisibleSeq;
        private long messageCount;
        private long lastMessageSeq;
        private long amendmentCount;
        private long attachmentCount;

        private Builder() {}

        private Builder(LogPosition position) {
            lastSeq = position.lastSeq;
            lastVisibleSeq = position.lastVisibleSeq;
            messageCount = position.messageCount;
            lastMessageSeq = position.lastMessageSeq;
            amendmentCount = position.amendmentCount;
            attachmentCount = position.attachmentCount;
        }

        /** See {@link LogPosition#lastSeq()}; from 0. Default: 0. */
        public Builder lastSeq(long value) {
            lastSeq = value;
            return this;
        }

        /** See {@link LogPosition#lastVisibleSeq()}; at most {@code lastSeq}. Default: 0. */
        public Builder lastVisibleSeq(long value) {
            lastVisibleSeq = value;
            return this;
        }

        /** See {@link LogPosition#messageCount()}; at most {@code lastSeq}. Default: 0. */
        public Builder messageCount(long value) {
            messageCount = value;
            return this;
        }

        /** See {@link LogPosition#lastMessageSeq()}; between {@code messageCount} and {@code lastSeq}. Default: 0. */
        public Builder lastMessageSeq(long value) {
            lastMessageSeq = value;
            return this;
        }

        /** See {@link LogPosition#amendmentCount()}; at most {@code lastSeq - messageCount}. Default: 0. */
        public Builder amendmentCount(long value) {
            amendmentCount = value;
            return this;
        }

        /** See {@link LogPosition#attachmentCount()}; from 0. Default: 0. */
        public Builder attachmentCount(long value) {
            attachmentCount = value;
            return this;
        }

        /**
         * Returns the position.
         *
         * @throws IllegalArgumentException if a part is out of its bounds
         */
        public LogPosition build() {
            return new LogPosition(this);
        }
    }
}
