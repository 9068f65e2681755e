package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import java.util.Comparator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Selects and orders the sessions of an {@link EndedSessionQuery}. */
final class EndedSessionFilter {
    private static final Comparator<EndedSessionKey> KEYS =
            Comparator.comparing(EndedSessionKey::endedAt).reversed().thenComparing(EndedSessionKey::id);

    static final Comparator<Session> LAST_FIRST = Comparator.comparing(EndedSessionKey::of, KEYS);

    private EndedSessionFilter() {}

    /** Whether an ended session comes after {@code key}; all do if there is none. */
    static Predicate<Session> behind(@Nullable EndedSessionKey key) {
        return session -> key == null || KEYS.compare(EndedSessionKey.of(session), key) > 0;
    }

    static Predicate<Session> matching(EndedSessionQuery query) {
        return session -> {
            Ending ending = session.ending();
            return ending != null
                    && query.ended().contains(ending.at())
                    && (query.priority() == null || query.priority() == session.priority())
                    && (query.outcome() == null || query.outcome() == ending.outcome())
                    && (query.agent() == null || OpenSessionFilter.isOf(session, query.agent()))
                    && OpenSessionFilter.isOfOne(session, query.departments())
                    && (query.category() == null
                            || query.category().equals(session.topic().category()))
                    && (query.tag() == null || session.tags().contains(query.tag()))
                    && (query.text() == null || OpenSessionFilter.says(session, query.text()));
        };
    }
}
