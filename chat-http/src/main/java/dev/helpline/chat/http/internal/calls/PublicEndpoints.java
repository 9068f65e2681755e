package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.hours.Availability;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.ContentSenders;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.http.internal.exchange.BasePath;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.RawJson;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.limit.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calls that need no token. */
final class PublicEndpoints {
    private final ChatEngine engine;
    private final ChatPolicy policy;
    private final boolean takesFiles;
    private final HealthProbe health;
    private final Limit reads;
    private final RawJson openApi;
    private final RawJson asyncApi;

    PublicEndpoints(ChatEngine engine, HealthProbe health, Limit reads, BasePath basePath) {
        this.engine = engine;
        this.policy = engine.policy();
        this.takesFiles = engine.takesAttachments();
        this.health = health;
        this.reads = reads;
        openApi = RawJson.openApi().at(basePath.toString());
        asyncApi = RawJson.asyncApi().at(basePath.toString());
    }

    CallResult config(Request request) {
        return new CallResult(
                new Config(
                        policy.pollInterval().toMillis(),
                        PollRequest.MAX_WAIT.toSeconds(),
                        policy.maxMessageLength(),
                        new EditWindows(
                                policy.customerAmendments()
                                        .map(Duration::toSeconds)
                                        .orElse(0L),
                                policy.agentAmendments()
                                        .map(Duration::toSeconds)
                                        .orElse(0L),
                                policy.amendsAfterEnd()),
                        new Timeouts(
                                policy.sessionTimeout().toSeconds(),
                                seconds(policy.customerTimeout()),
                                seconds(policy.agentTimeout()),
                                seconds(policy.endWarning())),
                        seconds(policy.reopenWindow()),
                        Hours.of(engine.availability()),
                        policy.preChatForm().isEmpty()
                                ? null
                                : policy.preChatForm().stream().map(Field::of).toList(),
                        policy.consent().map(Consent::of).orElse(null),
                        takesFiles ? Attaching.of(policy.attachments()) : null,
                        policy.guests().isPresent(),
                        policy.agentStarts(),
                        policy.ratingCategories(),
                        seconds(policy.ratingWindow()),
                        seconds(policy.ratingEdits()),
                        ContentFrom.of(policy.contentSenders()),
                        limits()),
                "These are the settings");
    }

    /** Any reply shows that the process lives; an engine that is not ready is reported as unavailable. */
    CallResult health(Request request) {
        if (!health.isReady()) {
            throw Refusal.unavailable("The chat is not ready");
        }
        return new CallResult(new Healthy("ok"), "Healthy");
    }

    CallResult openApi(Request request) {
        return new CallResult(openApi, "");
    }

    CallResult asyncApi(Request request) {
        return new CallResult(asyncApi, "");
    }

    /** What one customer may do how often; what is not there is not limited. */
    private Map<String, Often> limits() {
        Map<String, Often> limits = new TreeMap<>();
        policy.customerMessages().ifPresent(limit -> limits.put("messages", Often.of(limit)));
        policy.newSessions().ifPresent(limit -> limits.put("sessions", Often.of(limit)));
        policy.typingSignals().ifPresent(limit -> limits.put("typing", Often.of(limit)));
        if (takesFiles) {
            policy.attachments().uploads().ifPresent(limit -> limits.put("uploads", Often.of(limit)));
        }
        limits.put("reads", Often.of(reads));
        return limits;
    }

    private static @Nullable Long seconds(Optional<Duration> duration) {
        return duration.map(Duration::toSeconds).orElse(null);
    }

    private record Config(
            long pollIntervalMillis,
            long maxWaitSeconds,
            int maxMessageLength,
            EditWindows editWindows,
            Timeouts timeouts,
            @Nullable Long reopenSeconds,
            Hours businessHours,
            @Nullable List<Field> preChatForm,
            @Nullable Consent consent,
            @Nullable Attaching attachments,
            boolean guests,
            boolean agentStarts,
            List<String> ratingCategories,
            @Nullable Long ratingSeconds,
            @Nullable Long ratingEditSeconds,
            ContentFrom content,
            Map<String, Often> limits) {}

    /** One question before a session. */
    private record Field(
            String key,
            String type,
            Map<String, String> labels,
            boolean required,
            int maxLength,
            @Nullable String min,
            @Nullable String max,
            @Nullable List<String> choices) {
        static Field of(FormField field) {
            return new Field(
                    field.key(),
                    WireNames.of(field.type()),
                    new TreeMap<>(field.labels()),
                    field.required(),
                    field.maxLength(),
                    field.min().map(BigDecimal::toPlainString).orElse(null),
                    field.max().map(BigDecimal::toPlainString).orElse(null),
                    field.choices().isEmpty() ? null : field.choices());
        }
    }

    /** What customers consent to before a session. */
    private record Consent(String version, Map<String, String> texts, boolean required) {
        static Consent of(ConsentText text) {
            return new Consent(text.version(), new TreeMap<>(text.texts()), text.required());
        }
    }

    /** Whether it is open now, and when that changes, if it is known. */
    private record Hours(
            boolean open,
            @Nullable String opensAt,
            @Nullable String closesAt) {
        static Hours of(Availability now) {
            return new Hours(now.open(), WireTime.formatOrNull(now.opensAt()), WireTime.formatOrNull(now.closesAt()));
        }
    }

    /** What files messages may have; absent if they may have none. */
    private record Attaching(int maxFiles, long maxFileBytes, int partBytes, List<String> types) {
        static Attaching of(AttachmentPolicy policy) {
            return new Attaching(
                    policy.maxFiles(),
                    policy.maxFileBytes(),
                    AttachmentEndpoints.PART_BYTES,
                    policy.types().stream().sorted().toList());
        }
    }

    /** For how many seconds each side may edit and withdraw its messages; 0 if it may not. */
    private record EditWindows(long user, long admin, boolean afterEnd) {}

    /** After how many seconds of silence a session ends, or is left by its agent, and how long before its end it is warned of. */
    private record Timeouts(
            long session,
            @Nullable Long user,
            @Nullable Long admin,
            @Nullable Long warning) {}

    /** Which side may send content of a type besides the text of a message. */
    private record ContentFrom(boolean user, boolean admin) {
        static ContentFrom of(ContentSenders senders) {
            return new ContentFrom(senders == ContentSenders.ALL, senders != ContentSenders.NONE);
        }
    }

    /** So many times at once, refilled evenly over the period. */
    private record Often(int count, long periodMillis) {
        static Often of(Limit limit) {
            return new Often(limit.count(), limit.period().toMillis());
        }
    }

    private record Healthy(String status) {}
}
