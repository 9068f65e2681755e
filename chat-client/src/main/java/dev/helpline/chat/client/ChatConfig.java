package dev.helpline.chat.client;

import dev.helpline.chat.client.attachment.AttachmentLimits;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.session.FormField;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The settings of a server, as far as it publishes them. */
public final class ChatConfig {
    private static final List<String> LIMITS =
            Collections.unmodifiableList(Arrays.asList("messages", "sessions", "typing", "uploads", "reads"));

    private final @Nullable Duration pollInterval;
    private final @Nullable Duration maxWait;
    private final @Nullable Integer maxMessageLength;
    private final @Nullable Long editSeconds;
    private final @Nullable Duration sessionTimeout;
    private final boolean guests;
    private final boolean agentStarts;
    private final @Nullable Duration reopenWindow;
    private final boolean closed;
    private final @Nullable Instant opensAt;
    private final List<FormField> preChatForm;
    private final @Nullable String consentVersion;
    private final Map<String, String> consentTexts;
    private final List<String> ratingCategories;
    private final @Nullable AttachmentLimits attachments;
    private final @Nullable Duration ratingWindow;
    private final @Nullable Duration ratingEdits;
    private final boolean sendsContent;
    private final Map<String, RateLimit> limits;
    private final List<String> features;

    ChatConfig(JsonFields json) {
        pollInterval = json.millisOrNull("pollIntervalMillis");
        maxWait = json.secondsOrNull("maxWaitSeconds");
        maxMessageLength = json.integerOrNull("maxMessageLength");
        editSeconds = json.objectOrNull("editWindows", windows -> windows.numberOrNull("user"));
        sessionTimeout = json.objectOrNull("timeouts", timeouts -> timeouts.secondsOrNull("session"));
        guests = json.flag("guests");
        agentStarts = json.flag("agentStarts");
        reopenWindow = json.secondsOrNull("reopenSeconds");
        closed = Boolean.FALSE.equals(json.objectOrNull("businessHours", hours -> hours.flag("open")));
        opensAt = json.objectOrNull("businessHours", hours -> hours.instantOrNull("opensAt"));
        preChatForm = json.list("preChatForm", FormField::new);
        consentVersion = json.objectOrNull("consent", consent -> consent.text("version"));
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> consents = json.objectOrNull("consent", consent -> consent.map("texts"));
        if (consents != null) {
            consents.forEach((language, text) -> texts.put(language, String.valueOf(text)));
        }
        consentTexts = Collections.unmodifiableMap(texts);
        ratingCategories = json.texts("ratingCategories");
        attachments = json.objectOrNull("attachments", AttachmentLimits::new);
        ratingWindow = json.secondsOrNull("ratingSeconds");
        ratingEdits = json.secondsOrNull("ratingEditSeconds");
        sendsContent = Boolean.TRUE.equals(json.objectOrNull("content", content -> content.flag("user")));
        Map<String, RateLimit> told = json.objectOrNull("limits", ChatConfig::limits);
        limits = told == null ? Collections.emptyMap() : told;
        features = json.texts("features");
    }

    private static Map<String, RateLimit> limits(JsonFields json) {
        Map<String, RateLimit> limits = new LinkedHashMap<>();
        for (String name : LIMITS) {
            RateLimit limit = json.objectOrNull(
                    name,
                    fields -> new RateLimit(fields.integer("count"), Duration.ofMillis(fields.number("periodMillis"))));
            if (limit != null) {
                limits.put(name, limit);
            }
        }
        return Collections.unmodifiableMap(limits);
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

    /** Whether agents may start sessions with customers; false for a server that does not tell. */
    public boolean agentStarts() {
        return agentStarts;
    }

    /** For how long after its end a session can be reopened; absent if an end is final. */
    public Optional<Duration> reopenWindow() {
        return Optional.ofNullable(reopenWindow);
    }

    /** Whether the server said that it is outside business hours, so that a customer can only leave a message. */
    public boolean closed() {
        return closed;
    }

    /** When it opens next; absent while it is open, and if that is not known. */
    public Optional<Instant> opensAt() {
        return Optional.ofNullable(opensAt);
    }

    /** What the server asks before a session; empty if it asks nothing. */
    public List<FormField> preChatForm() {
        return preChatForm;
    }

    /** The version of the text that customers consent to before a session; absent if there is none. */
    public Optional<String> consentVersion() {
        return Optional.ofNullable(consentVersion);
    }

    /** The text that customers consent to, by language such as {@code en}; empty if there is none. */
    public Map<String, String> consentTexts() {
        return consentTexts;
    }

    /** The categories that a rating may have; empty if it may have any. */
    public List<String> ratingCategories() {
        return ratingCategories;
    }

    /** What files messages may have; absent if the server takes none. */
    public Optional<AttachmentLimits> attachments() {
        return Optional.ofNullable(attachments);
    }

    /** For how long after its end a session can be rated; absent without a limit. */
    public Optional<Duration> ratingWindow() {
        return Optional.ofNullable(ratingWindow);
    }

    /** For how long after giving a rating the customer can replace it; absent if the first one is final. */
    public Optional<Duration> ratingEdits() {
        return Optional.ofNullable(ratingEdits);
    }

    /** Whether customers may send content of a type besides the text of a message. */
    public boolean sendsContent() {
        return sendsContent;
    }

    /**
     * How often one customer may do something, by its name: {@code messages}, {@code sessions}, {@code typing}, {@code uploads} and
     * {@code reads}. What is not there is not limited, or comes from a server that does not tell.
     */
    public Map<String, RateLimit> limits() {
        return limits;
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
