package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.RawJson;
import dev.helpline.chat.http.internal.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls that need no token. */
final class PublicEndpoints {
    private final ChatPolicy policy;
    private final boolean takesFiles;
    private final HealthProbe health;
    private final RawJson openApi = RawJson.openApi();
    private final RawJson asyncApi = RawJson.asyncApi();

    PublicEndpoints(ChatEngine engine, HealthProbe health) {
        this.policy = engine.policy();
        this.takesFiles = engine.takesAttachments();
        this.health = health;
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
                        takesFiles ? Attaching.of(policy.attachments()) : null,
                        policy.guests().isPresent()),
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

    private static @Nullable Long seconds(Optional<Duration> duration) {
        return duration.map(Duration::toSeconds).orElse(null);
    }

    private record Config(
            long pollIntervalMillis,
            long maxWaitSeconds,
            int maxMessageLength,
            EditWindows editWindows,
            Timeouts timeouts,
            @Nullable Attaching attachments,
            boolean guests) {}

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

    private record Healthy(String status) {}
}
