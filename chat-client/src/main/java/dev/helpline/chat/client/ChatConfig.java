package dev.helpline.chat.client;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The settings of a server, as far as it publishes them. */
public final class ChatConfig {
    private final @Nullable Duration pollInterval;
    private final @Nullable Duration maxWait;
    private final @Nullable Integer maxMessageLength;
    private final @Nullable Long editSeconds;
    private final @Nullable Duration sessionTimeout;
    private final boolean guests;
    private final List<String> features;

    ChatConfig(JsonFields json) {
        pollInterval = json.millisOrNull("pollIntervalMillis");
        maxWait = json.secondsOrNull("maxWaitSeconds");
        maxMessageLength = json.integerOrNull("maxMessageLength");
        editSeconds = json.objectOrNull("editWindows", windows -> windows.numberOrNull("user"));
        sessionTimeout = json.objectOrNull("timeouts", timeouts -> timeouts.secondsOrNull("session"));
        guests = json.flag("guests");
        features = json.texts("features");
    }

    /** How often to poll. */
    public Optional<Duration> pollInterval() {
        return Optional.ofNullable(pollInterval);
    }

    /** The longest time for which a long poll can be held. */
    public Optional<Duration> maxWait() {
        return Optional.ofNullable(maxWait);
    }

    /** The longest text of a message, in Unicode code points. */
    public OptionalInt maxMessageLength() {
        return maxMessageLength == null ? OptionalInt.empty() : OptionalInt.of(maxMessageLength);
    }

    /** For how long after sending a message the customer may edit and withdraw it; zero if not at all. */
    public Optional<Duration> editWindow() {
        return editSeconds == null ? Optional.empty() : Optional.of(Duration.ofSeconds(editSeconds));
    }

    /** After how long without a sign of life a session ends by itself; absent from an older server. */
    public Optional<Duration> sessionTimeout() {
        return Optional.ofNullable(sessionTimeout);
    }

    /** Whether customers without an account may start sessions. */
    public boolean guests() {
        return guests;
    }

    /** The names of the features that this server offers; empty if it publishes none. */
    public List<String> features() {
        return features;
    }

    @Override
    public String toString() {
        return "ChatConfig{pollInterval=" + pollInterval + ", maxWait=" + maxWait + "}";
    }
}
