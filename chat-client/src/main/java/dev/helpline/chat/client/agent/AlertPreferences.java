package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts an agent gets outside of the desk. Types are the words of {@link BoardAlert#type()}, and channels are {@code push} and {@code mail};
 * callers ignore words that they do not know. Immutable.
 */
public final class AlertPreferences {
    private final Map<String, Set<String>> alerts;
    private final boolean whileOnline;
    private final @Nullable QuietHours quietHours;
    private final Set<String> channels;

    private AlertPreferences(Builder builder) {
        alerts = Collections.unmodifiableMap(new LinkedHashMap<>(builder.alerts));
        whileOnline = builder.whileOnline;
        quietHours = builder.quietHours;
        channels = builder.channels;
    }

    /** For the SDK: reads them from a response. */
    public AlertPreferences(JsonFields json) {
        Map<String, Set<String>> read = new LinkedHashMap<>();
        json.object("alerts", fields -> {
            json.map("alerts").keySet().forEach(type -> read.put(type, words(fields.texts(type))));
            return read;
        });
        alerts = Collections.unmodifiableMap(read);
        whileOnline = json.flag("whileOnline");
        quietHours = json.objectOrNull("quietHours", QuietHours::of);
        channels = words(json.texts("channels"));
    }

    private static Set<String> words(Iterable<String> words) {
        Set<String> copy = new LinkedHashSet<>();
        words.forEach(copy::add);
        return Collections.unmodifiableSet(copy);
    }

    /** Starts a builder of preferences that leave everything to the server's defaults, except what is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a builder that begins with these preferences. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The types of alerts that the server knows. */
    public Set<String> types() {
        return alerts.keySet();
    }

    /** By which channels alerts of a type go; none if the agent wants none of them. */
    public Set<String> channels(String type) {
        return alerts.getOrDefault(type, Collections.emptySet());
    }

    /** Whether alerts go out while the agent is online, too. */
    public boolean whileOnline() {
        return whileOnline;
    }

    /** When no alert is sent; empty if they may come at all hours. */
    public Optional<QuietHours> quietHours() {
        return Optional.ofNullable(quietHours);
    }

    /** The channels by which the server sends alerts; others have no effect. Empty before the server told them. */
    public Set<String> availableChannels() {
        return channels;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        Map<String, Object> chosen = new LinkedHashMap<>();
        alerts.forEach((type, words) -> chosen.put(type, List.copyOf(new TreeSet<>(words))));
        return new JsonBody()
                .put("alerts", chosen)
                .put("whileOnline", Boolean.valueOf(whileOnline))
                .put("quietHours", quietHours == null ? null : quietHours.toJson());
    }

    @Override
    public String toString() {
        return "AlertPreferences{" + alerts + ", whileOnline=" + whileOnline + ", quietHours=" + quietHours + "}";
    }

    /** Collects what is chosen. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Set<String>> alerts = new LinkedHashMap<>();
        private boolean whileOnline;
        private @Nullable QuietHours quietHours;
        private Set<String> channels = Collections.emptySet();

        private Builder() {}

        private Builder(AlertPreferences preferences) {
            alerts.putAll(preferences.alerts);
            whileOnline = preferences.whileOnline;
            quietHours = preferences.quietHours;
            channels = preferences.channels;
        }

        /** See {@link AlertPreferences#channels(String)}. Default: as the server's defaults say. */
        public Builder channels(String type, Set<String> value) {
            alerts.put(Objects.requireNonNull(type, "type"), words(value));
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

        /** Makes the AlertPreferences; the builder can be used again. */
        public AlertPreferences build() {
            return new AlertPreferences(this);
        }
    }
}
