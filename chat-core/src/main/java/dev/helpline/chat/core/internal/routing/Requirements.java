package dev.helpline.chat.core.internal.routing;

import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a waiting session requires of its agent. Pure.
 *
 * @param department null if any will do
 * @param language the primary language; null if any will do
 */
record Requirements(@Nullable String department, @Nullable String language, Collection<String> skills) {
    private static final Logger LOG = LoggerFactory.getLogger(Requirements.class);

    static Requirements of(Session session, RoutingPolicy policy) {
        return new Requirements(
                session.department(),
                policy.matchesLanguage() ? language(session.topic().locale()) : null,
                skills(session, policy));
    }

    private static Collection<String> skills(Session session, RoutingPolicy policy) {
        try {
            return List.copyOf(policy.skills().apply(session));
        } catch (Throwable e) { // also checked exceptions of hosts in other languages
            LOG.warn("the policy's choice of skills failed; session {} requires none", session.id(), e);
            return List.of();
        }
    }

    boolean areMetBy(Agent agent) {
        return (department == null || agent.departments().contains(department))
                && (language == null || speaks(agent, language))
                && agent.skills().containsAll(skills);
    }

    private static boolean speaks(Agent agent, String language) {
        return agent.languages().stream().anyMatch(spoken -> language.equals(language(spoken)));
    }

    /** The primary language of a tag such as {@code de-AT} or {@code de_AT}; null if there is none. */
    private static @Nullable String language(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        String language = Locale.forLanguageTag(tag.strip().replace('_', '-')).getLanguage();
        return language.isEmpty() ? null : language;
    }
}
