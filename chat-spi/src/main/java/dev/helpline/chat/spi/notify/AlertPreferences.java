package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Presence;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts an agent gets outside of the desk: by which channels those of each type go, whether also while the agent is online, and in which
 * hours none is sent. What the agent sees at the desk does not depend on it. Thread-safe: immutable.
 */
@Experimental
public final class AlertPreferences {
    /** Everything by push and mail, at all hours, while the agent is away or offline. */
    public static final AlertPreferences DEFAULT = new Builder().build();

    private final Map<AlertType, Set<AlertChannel>> channels;
    private final boolean whileOnline;
    private final @Nullable QuietHours quietHours;

    private AlertPreferences(Builder builder) {
        channels = new EnumMap<>(builder.channels);
        whileOnline = builder.whileOnline;
        quietHours = builder.quietHours;
    }

    /** Returns a builder that begins with {@link #DEFAULT}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with these preferences. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** By which channels alerts of a type go; none if the agent wants none of them. Unmodifiable. */
    public Set<AlertChannel> channels(AlertType type) {
        return channels.getOrDefault(Objects.requireNonNull(type, "type"), Set.of());
    }

    /** Whether alerts go out while the agent is online, too; otherwise only while the agent is away or offline. */
    public boolean whileOnline() {
        return whileOnline;
    }

    /** When no alert is sent; null if they may come at all hours. An alert is not sent later instead. */
    public @Nullable QuietHours quietHours() {
        return quietHours;
    }

    /** Whether an alert of this type is to be sent by this channel to an agent of this presence now. */
    public boolean allow(AlertType type, AlertChannel channel, Presence presence, Instant now) {
        return channels(type).contains(channel)
                && (whileOnline || presence != Presence.ONLINE)
                && (quietHours == null || !quietHours.contain(now));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof AlertPreferences that
                        && channels.equals(that.channels)
                        && whileOnline == that.whileOnline
                        && Objects.equals(quietHours, that.quietHours));
    }

    @Override
    public int hashCode() {
        return Objects.hash(channels, whileOnline, quietHours);
    }

    @Override
    public String toString() {
        return "AlertPreferences[" + channels + (whileOnline ? " also online" : "")
                + (quietHours == null ? "" : " quiet " + quietHours) + "]";
    }

    /** Builds {@link AlertPreferences}. Not thread-safe. */
    public static final class Builder {
        private final Map<AlertType, Set<AlertChannel>> channels = new EnumMap<>(AlertType.class);
        private boolean whileOnline;
        private @Nullable QuietHours quietHours;

        private Builder() {
            for (AlertType type : AlertType.values()) {
                channels(type, Set.of(AlertChannel.values()));
            }
        }

        private Builder(AlertPreferences preferences) {
            channels.putAll(preferences.channels);
            whileOnline = preferences.whileOnline;
            quietHours = preferences.quietHours;
        }

        /** See {@link AlertPreferences#channels(AlertType)}. Default: all channels. */
        public Builder channels(AlertType type, Set<AlertChannel> value) {
            Set<AlertChannel> copy = EnumSet.noneOf(AlertChannel.class);
            copy.addAll(value);
            channels.put(Objects.requireNonNull(type, "type"), Collections.unmodifiableSet(copy));
            return this;
        }

        /** See {@link AlertPreferences#whileOnline()}. Default: false. */
        public Builder whileOnline(boolean value) {
            whileOnline = value;
            return this;
        }

        /** See {@link AlertPreferences#quietHours()}. Default: none. */
        public Builder quietHours(@Nullable QuietHours value) {
            quietHours = value;
            return this;
        }

        /** Returns the preferences. */
        public AlertPreferences build() {
            return new AlertPreferences(this);
        }
    }
}
