package dev.helpline.chat.http;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollRequest;

/** What anybody may know. */
final class PublicCalls {
    private final ChatPolicy policy;
    private final HealthProbe health;
    private final Document openApi = Document.openApi();

    PublicCalls(ChatPolicy policy, HealthProbe health) {
        this.policy = policy;
        this.health = health;
    }

    Answer config(Request request) {
        return new Answer(
                new Config(
                        policy.pollInterval().toMillis(), PollRequest.MAX_WAIT.toSeconds(), policy.maxMessageLength()),
                "These are the settings");
    }

    /** Whoever gets an answer knows that the process lives; one that is not ready refuses. */
    Answer health(Request request) {
        if (!health.isReady()) {
            throw Failures.unavailable("The chat is not ready");
        }
        return new Answer(new Healthy("ok"), "Healthy");
    }

    Answer openApi(Request request) {
        return new Answer(openApi, "");
    }

    private record Config(long pollIntervalMillis, long maxWaitSeconds, int maxMessageLength) {}

    private record Healthy(String status) {}
}
