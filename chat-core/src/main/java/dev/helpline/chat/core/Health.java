package dev.helpline.chat.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of an engine and its store at one moment. Thread-safe: immutable.
 */
public final class Health {
    private final boolean accepting;
    private final boolean storeReachable;
    private final boolean storeWritable;
    private final int commandsWaiting;

    private Health(Builder builder) {
        accepting = builder.accepting;
        storeReachable = builder.storeReachable;
        storeWritable = builder.storeWritable;
        commandsWaiting = builder.commandsWaiting;
    }

    /** Returns a builder of the state of an engine that does not serve. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns whether the engine takes new commands; false once it closes. */
    public boolean accepting() {
        return accepting;
    }

    /** Returns whether the store just returned from a read within the engine's {@code healthTimeout}. */
    public boolean storeReachable() {
        return storeReachable;
    }

    /** Returns whether the store also accepted a write, one that changes nothing. False, for example, for a read-only
     * database. A full disk is only noticed by writes that need room. */
    public boolean storeWritable() {
        return storeWritable;
    }

    /** Returns how many commands are not yet durable. */
    public int commandsWaiting() {
        return commandsWaiting;
    }

    /** Returns whether a caller can expect to be served. */
    public boolean ready() {
        return accepting && storeReachable && storeWritable;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Health that
                && accepting == that.accepting
                && storeReachable == that.storeReachable
                && storeWritable == that.storeWritable
                && commandsWaiting == that.commandsWaiting;
    }

    @Override
    public int hashCode() {
        return Objects.hash(accepting, storeReachable, storeWritable, commandsWaiting);
    }

    @Override
    public String toString() {
        return "Health[accepting " + accepting + ", reachable " + storeReachable + ", writable " + storeWritable
                + ", waiting " + commandsWaiting + "]";
    }

    /** Builds a {@link Health}. Not thread-safe. */
    public static final class Builder {
        private boolean accepting;
        private boolean storeReachable;
        private boolean storeWritable;
        private int commandsWaiting;

        private Builder() {}

        private Builder(Health health) {
            accepting = health.accepting;
            storeReachable = health.storeReachable;
            storeWritable = health.storeWritable;
            commandsWaiting = health.commandsWaiting;
        }

        /** See {@link Health#accepting()}. Default: false. */
        public Builder accepting(boolean value) {
            accepting = value;
            return this;
        }

        /** See {@link Health#storeReachable()}. Default: false. */
        public Builder storeReachable(boolean value) {
            storeReachable = value;
            return this;
        }

        /** See {@link Health#storeWritable()}. Default: false. */
        public Builder storeWritable(boolean value) {
            storeWritable = value;
            return this;
        }

        /** See {@link Health#commandsWaiting()}. Default: 0. */
        public Builder commandsWaiting(int value) {
            commandsWaiting = value;
            return this;
        }

        /** Returns the Health. */
        public Health build() {
            return new Health(this);
        }
    }
}
