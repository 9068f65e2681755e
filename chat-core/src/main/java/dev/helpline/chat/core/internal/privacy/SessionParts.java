package dev.helpline.chat.core.internal.privacy;

import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an export says about a session besides its log. */
final class SessionParts {
    private SessionParts() {}

    static Map<String, ?> of(Session session) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("id", session.id());
        parts.put("state", session.state());
        parts.put("customer", customer(session.customer()));
        parts.put("topic", topic(session.topic()));
        parts.put("continues", session.continues());
        parts.put("form", new TreeMap<>(session.form()));
        parts.put("consent", consent(session.consent()));
        parts.put("priority", session.priority());
        parts.put("department", session.department());
        parts.put("tags", new TreeSet<>(session.tags()));
        parts.put("agent", agent(session.assignment()));
        parts.put("times", times(session.timeline()));
        parts.put("ending", ending(session.ending()));
        parts.put("rating", rating(session.rating()));
        return parts;
    }

    private static Map<String, ?> customer(Customer customer) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("id", customer.id());
        parts.put("name", customer.name());
        parts.put("email", customer.email());
        parts.put("phone", customer.phone());
        parts.put("guest", customer.guest());
        return parts;
    }

    private static Map<String, ?> topic(Topic topic) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("subject", topic.subject());
        parts.put("category", topic.category());
        parts.put("externalRef", topic.externalRef());
        parts.put("requestedPriority", topic.requestedPriority());
        parts.put("context", topic.context());
        parts.put("locale", topic.locale());
        return parts;
    }

    private static @Nullable Map<String, ?> consent(@Nullable Consent consent) {
        if (consent == null) {
            return null;
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("version", consent.version());
        parts.put("at", consent.at());
        parts.put("from", consent.from());
        return parts;
    }

    private static @Nullable Map<String, ?> agent(@Nullable Assignment assignment) {
        if (assignment == null) {
            return null;
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("id", assignment.agent());
        parts.put("name", assignment.name());
        parts.put("at", assignment.at());
        return parts;
    }

    private static Map<String, ?> times(Timeline timeline) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("createdAt", timeline.createdAt());
        parts.put("claimedStart", timeline.claimedStart());
        parts.put("firstAssignedAt", timeline.firstAssignedAt());
        parts.put("lastEntryAt", timeline.lastEntryAt());
        parts.put("reopenedAt", timeline.reopenedAt());
        parts.put("escalatedAt", timeline.escalatedAt());
        return parts;
    }

    private static @Nullable Map<String, ?> ending(@Nullable Ending ending) {
        if (ending == null) {
            return null;
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("by", ending.by());
        parts.put("cause", ending.cause());
        parts.put("reason", ending.reason());
        parts.put("outcome", ending.outcome());
        parts.put("at", ending.at());
        return parts;
    }

    private static @Nullable Map<String, ?> rating(@Nullable Rating rating) {
        if (rating == null) {
            return null;
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("id", rating.id());
        parts.put("stars", rating.stars());
        parts.put("feedback", rating.feedback());
        parts.put("categories", rating.categories());
        parts.put("at", rating.at());
        parts.put("editedAt", rating.editedAt());
        return parts;
    }
}
