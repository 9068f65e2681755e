package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.QueueOrder;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery.Assigned;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Selects and orders the sessions of an {@link OpenSessionQuery}. */
final class OpenSessionFilter {
    private static final Comparator<OpenSessionKey> OLDEST =
            Comparator.comparing(OpenSessionKey::createdAt).thenComparing(OpenSessionKey::id);

    private static final Comparator<OpenSessionKey> NEWEST =
            Comparator.comparing(OpenSessionKey::createdAt).reversed().thenComparing(OpenSessionKey::id);

    private static final Comparator<OpenSessionKey> ACTIVITY =
            Comparator.comparing(OpenSessionKey::lastEntryAt).reversed().thenComparing(OpenSessionKey::id);

    private static final Comparator<OpenSessionKey> QUEUE = Comparator.comparing(OpenSessionKey::waiting)
            .reversed()
            .thenComparing(key -> QueueOrder.rank(key.priority(), key.createdAt()))
            .thenComparing(OpenSessionKey::id);

    static final Comparator<Session> OLDEST_FIRST = Comparator.comparing(OpenSessionKey::of, OLDEST);

    private OpenSessionFilter() {}

    static Comparator<Session> order(OpenSessionQuery.Order order) {
        return Comparator.comparing(OpenSessionKey::of, keys(order));
    }

    /** Whether a session comes after {@code key}; all do if there is none. */
    static Predicate<Session> behind(OpenSessionQuery.Order order, @Nullable OpenSessionKey key) {
        return session -> key == null || keys(order).compare(OpenSessionKey.of(session), key) > 0;
    }

    private static Comparator<OpenSessionKey> keys(OpenSessionQuery.Order order) {
        return switch (order) {
            case QUEUE -> QUEUE;
            case NEWEST -> NEWEST;
            case ACTIVITY -> ACTIVITY;
        };
    }

    static Predicate<Session> matching(OpenSessionQuery query) {
        return session -> query.states().contains(session.state())
                && (query.assignment() == null
                        || (query.assignment() == Assigned.YES) == (session.assignment() != null))
                && (query.agent() == null || isOf(session, query.agent()))
                && (query.priority() == null || query.priority() == session.priority())
                && isOfOne(session, query.departments())
                && (query.category() == null
                        || query.category().equals(session.topic().category()))
                && (query.tag() == null || session.tags().contains(query.tag()))
                && (!query.escalated() || session.timeline().escalatedAt() != null)
                && (query.externalRef() == null
                        || query.externalRef().equals(session.topic().externalRef()))
                && query.started().contains(session.timeline().createdAt())
                && query.active().contains(session.timeline().lastEntryAt())
                && (query.text() == null || says(session, query.text()));
    }

    static boolean isOf(Session session, AgentId agent) {
        Assignment assignment = session.assignment();
        return assignment != null && assignment.agent().equals(agent);
    }

    /** Whether a session is of one of the departments; every session is if they are null. */
    static boolean isOfOne(Session session, @Nullable Set<String> departments) {
        if (departments == null) {
            return true;
        }
        Assignment assignment = session.assignment();
        String department =
                session.department() != null || assignment == null ? session.department() : assignment.department();
        return department != null && departments.contains(department);
    }

    static boolean says(Session session, String text) {
        Customer customer = session.customer();
        String folded = OpenSessionQuery.foldCase(text);
        return session.id().value().equals(text)
                || contains(session.topic().subject(), folded)
                || contains(session.topic().externalRef(), folded)
                || contains(customer.id().value(), folded)
                || contains(customer.name(), folded)
                || contains(customer.email(), folded);
    }

    private static boolean contains(@Nullable String where, String folded) {
        return where != null && OpenSessionQuery.foldCase(where).contains(folded);
    }
}
