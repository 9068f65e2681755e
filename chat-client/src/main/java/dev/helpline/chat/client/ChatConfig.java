package dev.helpline.chat.client;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the server tells its clients about itself. What it does not tell is absent. */
public final class ChatConfig {
    private final @Nullable Duration pollInterval;
    private final @Nullable Duration maxWait;
    private final @Nullable Integer maxMessageLength;
    private final List<String> features;

    ChatConfig(JsonFields json) {
        pollInterval = json.millisOrNull("pollIntervalMillis");
        maxWait = json.secondsOrNull("maxWaitSeconds");
        maxMessageLength = json.integerOrNull("maxMessageLength");
        features = json.texts("features");
    }

    /** How often to poll. */
    public Optional<Duration> pollInterval() {
        return Optional.ofNullable(pollInterval);
    }

    /** The longest time a long poll may ask for. */
    public Optional<Duration> maxWait() {
        return Optional.ofNullable(maxWait);
    }

    /** The longest text a message may have, in Unicode code points. */
    public OptionalInt maxMessageLength() {
        return maxMessageLength == null ? OptionalInt.empty() : OptionalInt.of(maxMessageLength);
    }

    /** The names of the features this server offers; empty if it does not say. */
    public List<String> features() {
        return features;
    }

    @Override
    public String toString() {
        return "ChatConfig{pollInterval=" + pollInterval + ", maxWait=" + maxWait + "}";
    }
}
