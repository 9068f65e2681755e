package dev.helpline.chat.spring;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.policy.OfflineMessages;
import dev.helpline.chat.core.routing.RoutingMode;
import dev.helpline.chat.store.jdbc.SchemaMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The {@code helpline.*} properties. What is not set keeps the default of the engine.
 *
 * @param enabled whether the chat is part of the application
 * @param shutdownTimeout how long the engine may take to finish what is under way when the application stops; should be less than
 *     spring.lifecycle.timeout-per-shutdown-phase
 * @param healthTimeout how long a health check may take; the default is the engine's
 * @param store where the chat is kept
 * @param tokens the secrets of the bearer tokens
 * @param http the calls over HTTP
 * @param policy what customers and agents may do
 * @param retention for how long sessions are kept
 * @param bot the application's bot, if there is a bean of type AutoResponder
 */
@ConfigurationProperties("helpline")
record HelplineProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10s") Duration shutdownTimeout,
        @Nullable Duration healthTimeout,
        @DefaultValue Store store,
        @DefaultValue Tokens tokens,
        @DefaultValue Http http,
        @DefaultValue Policy policy,
        @DefaultValue Retention retention,
        @DefaultValue Bot bot) {

    /**
     * Where the chat is kept.
     *
     * @param tablePrefix what the names of the tables begin with; the default is the store's
     * @param schema the schema of the tables; by default that of the connection
     * @param schemaMode what the store does about its tables when the application starts
     */
    record Store(
            @Nullable String tablePrefix,
            @Nullable String schema,
            @DefaultValue("AUTO") SchemaMode schemaMode) {}

    /**
     * The secrets of HS256 JSON Web Tokens, each at least 32 bytes in UTF-8. Without both, and without a bean of type ChatAuthenticators, the
     * chat is not served over HTTP.
     *
     * @param customerSecret of the tokens of customers
     * @param agentSecret of the tokens of agents; differs from that of customers
     */
    record Tokens(@Nullable String customerSecret, @Nullable String agentSecret) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "Tokens[customerSecret " + shown(customerSecret) + ", agentSecret " + shown(agentSecret) + "]";
        }

        private static String shown(@Nullable String secret) {
            return secret == null ? "missing" : "set";
        }
    }

    /**
     * The calls over HTTP.
     *
     * @param enabled whether the chat is served over HTTP
     * @param corsOrigins origins of pages that may call the chat from a browser, such as https://shop.example
     * @param ownOrigins origins of the application's own pages behind a proxy that replaces Host, whose users may act by a cookie
     * @param basePath the path before /api/chat and /api/admin/chat, within the context path, such as /support; by default none
     * @param trustedProxies addresses or ranges of proxies whose X-Forwarded-For is believed
     */
    record Http(
            @DefaultValue("true") boolean enabled,
            @DefaultValue List<String> corsOrigins,
            @DefaultValue List<String> ownOrigins,
            @DefaultValue("") String basePath,
            @DefaultValue List<String> trustedProxies) {}

    /**
     * What customers and agents may do. What is missing here is set by a bean of type ChatPolicyCustomizer.
     *
     * @param access who may act in a session as its customer
     * @param answers who may write the first answer of a waiting session
     * @param agentStarts whether agents may start sessions with customers
     * @param offlineMessages what happens outside of business hours
     * @param maxMessageLength the length of a message in code points
     * @param maxOpenSessions how many open sessions a customer may have
     * @param agentCapacity how many sessions an agent may have at once
     * @param routing who gets a waiting session
     * @param offerTimeout for how long a waiting session is offered to an agent instead of being assigned
     * @param offerAgainAfter after what time an agent who passed on a session is asked again
     * @param maxWaiting how many sessions may wait before further ones are refused
     * @param routingByLanguage whether a waiting session needs an agent with its language
     * @param sessionTimeout after what time without a message an active session ends
     * @param customerTimeout after what silence of the customer a session ends
     * @param agentTimeout after what silence of the agent a session goes back to the queue
     * @param vanishedAgentTimeout after what absence of the agent unanswered sessions go back to the queue
     * @param endWarning how long before its end a session warns of it
     * @param reopenWindow how long after its end a session can be reopened
     * @param timeoutAfterStart how long after a start of the engine no session times out
     * @param pollInterval how often clients are told to poll
     * @param welcomeMessage the first message of each session
     * @param customerAmendments how long customers may change their messages
     * @param agentAmendments how long agents may change their messages
     * @param amendsAfterEnd whether messages may be changed after the end of the session
     * @param ratingCategories what customers can choose from when they rate
     */
    record Policy(
            @Nullable AccessPolicy access,
            @Nullable AnswerPolicy answers,
            @Nullable Boolean agentStarts,
            @Nullable OfflineMessages offlineMessages,
            @Nullable Integer maxMessageLength,
            @Nullable Integer maxOpenSessions,
            @Nullable Integer agentCapacity,
            @Nullable RoutingMode routing,
            @Nullable Duration offerTimeout,
            @Nullable Duration offerAgainAfter,
            @Nullable Integer maxWaiting,
            @Nullable Boolean routingByLanguage,
            @Nullable Duration sessionTimeout,
            @Nullable Duration customerTimeout,
            @Nullable Duration agentTimeout,
            @Nullable Duration vanishedAgentTimeout,
            @Nullable Duration endWarning,
            @Nullable Duration reopenWindow,
            @Nullable Duration timeoutAfterStart,
            @Nullable Duration pollInterval,
            @Nullable String welcomeMessage,
            @Nullable Duration customerAmendments,
            @Nullable Duration agentAmendments,
            @Nullable Boolean amendsAfterEnd,
            @Nullable List<String> ratingCategories) {}

    /**
     * For how long sessions are kept before they are erased, at least an hour; by default for ever.
     *
     * @param waiting sessions that wait, since their newest entry
     * @param active sessions that an agent has, since their newest entry
     * @param onHold sessions on hold, since their newest entry
     * @param ended sessions that have ended, since their end
     */
    record Retention(
            @Nullable Duration waiting,
            @Nullable Duration active,
            @Nullable Duration onHold,
            @Nullable Duration ended) {}

    /**
     * The bot that answers customers who wait for their first agent.
     *
     * @param id spelled like the id of an agent; no agent has it
     * @param name what customers see
     * @param timeout how long the bot may think about a message before there is no answer, up to 30s
     */
    record Bot(
            @DefaultValue("bot") String id,
            @DefaultValue("Assistant") String name,
            @DefaultValue("10s") Duration timeout) {}
}
