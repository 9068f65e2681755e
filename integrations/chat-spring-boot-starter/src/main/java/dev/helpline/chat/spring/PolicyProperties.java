package dev.helpline.chat.spring;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;

/** Carries {@code helpline.policy.*} over to a policy. */
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

    /** Builds a policy whose parts must fit together. */
    static ChatPolicy build(ChatPolicy.Builder policy) {
        try {
            return policy.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(PREFIX + "*", e.getMessage(), e);
        }
    }
}
