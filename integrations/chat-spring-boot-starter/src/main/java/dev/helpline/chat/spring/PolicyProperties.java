package dev.helpline.chat.spring;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.RetentionPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.spi.session.SessionState;
import java.util.Arrays;

/** Carries {@code helpline.policy.*} and {@code helpline.retention.*} over to a policy. */
final class PolicyProperties {
    private static final String PREFIX = "helpline.policy.";

    private PolicyProperties() {}

    /** Sets each property that has a value. */
    static void apply(HelplineProperties.Policy properties, ChatPolicy.Builder policy) {
        PropertySetter setter = new PropertySetter(PREFIX);
        setter.set("access", properties.access(), policy::access);
        setter.set("answers", properties.answers(), policy::answers);
        setter.set("agent-starts", properties.agentStarts(), policy::agentStarts);
        setter.set("offline-messages", properties.offlineMessages(), policy::offlineMessages);
        setter.set("max-message-length", properties.maxMessageLength(), policy::maxMessageLength);
        setter.set("max-open-sessions", properties.maxOpenSessions(), policy::maxOpenSessions);
        setter.set("agent-capacity", properties.agentCapacity(), policy::agentCapacity);
        RoutingPolicy.Builder routing = RoutingPolicy.builder();
        setter.set(
                "routing",
                properties.routing(),
                mode -> routing.strategy(mode.strategy().orElse(null)));
        setter.set("routing-by-language", properties.routingByLanguage(), routing::matchesLanguage);
        setter.set("offer-timeout", properties.offerTimeout(), routing::offerTimeout);
        setter.set("offer-again-after", properties.offerAgainAfter(), routing::offerAgainAfter);
        setter.set("max-waiting", properties.maxWaiting(), routing::maxWaiting);
        policy.routing(routing.build());
        setter.set("session-timeout", properties.sessionTimeout(), policy::sessionTimeout);
        setter.set("customer-timeout", properties.customerTimeout(), policy::customerTimeout);
        setter.set("agent-timeout", properties.agentTimeout(), policy::agentTimeout);
        setter.set("vanished-agent-timeout", properties.vanishedAgentTimeout(), policy::vanishedAgentTimeout);
        setter.set("end-warning", properties.endWarning(), policy::endWarning);
        setter.set("reopen-window", properties.reopenWindow(), policy::reopenWindow);
        setter.set("timeout-after-start", properties.timeoutAfterStart(), policy::timeoutAfterStart);
        setter.set("poll-interval", properties.pollInterval(), policy::pollInterval);
        setter.set("welcome-message", properties.welcomeMessage(), policy::welcomeMessage);
        setter.set("customer-amendments", properties.customerAmendments(), policy::customerAmendments);
        setter.set("agent-amendments", properties.agentAmendments(), policy::agentAmendments);
        setter.set("amends-after-end", properties.amendsAfterEnd(), policy::amendsAfterEnd);
        setter.set("rating-categories", properties.ratingCategories(), policy::ratingCategories);
    }

    /** Sets for how long sessions are kept, if a property says so. */
    static void apply(HelplineProperties.Retention properties, ChatPolicy.Builder policy) {
        RetentionPolicy.Builder retention = RetentionPolicy.builder();
        PropertySetter setter = new PropertySetter("helpline.retention.");
        setter.set("waiting", properties.waiting(), time -> retention.keep(SessionState.WAITING, time));
        setter.set("active", properties.active(), time -> retention.keep(SessionState.ACTIVE, time));
        setter.set("on-hold", properties.onHold(), time -> retention.keep(SessionState.ON_HOLD, time));
        setter.set("ended", properties.ended(), time -> retention.keep(SessionState.ENDED, time));
        RetentionPolicy built = retention.build();
        if (Arrays.stream(SessionState.values())
                .anyMatch(state -> built.keep(state).isPresent())) {
            policy.retention(built);
        }
    }

    /** Builds a policy whose parts must fit together. */
    static ChatPolicy build(ChatPolicy.Builder policy) {
        try {
            return policy.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(PREFIX + "*", e.getMessage(), e);
        }
    }
}
