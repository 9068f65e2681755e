package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.Heard.Word;
import dev.helpline.chat.testkit.engine.Books;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What writers were told of their messages, to be held against what a store has when they are gone. Thread-safe. */
final class CrashLedger {
    /** The last word on each message. */
    private final Map<SessionId, Map<EntryId, Heard>> sessions = new TreeMap<>();

    private final Map<Word, Integer> counts = new EnumMap<>(Word.class);

    /** An acknowledgement holds for good; and once nobody knew, a later try that stored nothing does not help. */
    synchronized void note(Heard heard) {
        counts.merge(heard.word(), 1, Integer::sum);
        sessions.computeIfAbsent(heard.session(), session -> new HashMap<>())
                .merge(heard.id(), heard, CrashLedger::stronger);
    }

    private static Heard stronger(Heard one, Heard other) {
        return switch (one.word()) {
            case ACKNOWLEDGED -> one;
            case UNKNOWN -> other.word() == Word.ACKNOWLEDGED ? other : one;
            case NOT_STORED -> other;
        };
    }

    /** How often something was said. */
    synchronized int count(Word word) {
        return counts.getOrDefault(word, 0);
    }

    /**
     * Fails unless the store has of each session each acknowledged message, exactly once and at its seq, none of those
     * that were said not to be stored, nothing twice, nothing half, and a session row that agrees with its log.
     */
    synchronized void verify(ChatStore store) {
        sessions.forEach((session, messages) -> verify(store, session, messages));
    }

    private static void verify(ChatStore store, SessionId id, Map<EntryId, Heard> messages) {
        List<Entry> log = Books.log(store, id);
        Map<EntryId, Long> stored = new HashMap<>();
        log.stream().filter(CrashLedger::isSaid).forEach(entry -> stored.put(entry.id(), entry.seq()));
        for (Heard heard : messages.values()) {
            switch (heard.word()) {
                case ACKNOWLEDGED ->
                    assertThat(stored.get(heard.id()))
                            .as("seq of the acknowledged %s in %s", heard.id(), id)
                            .isEqualTo(heard.seq());
                case NOT_STORED ->
                    assertThat(stored).as("said not to be stored in %s", id).doesNotContainKey(heard.id());
                case UNKNOWN -> {}
            }
        }
        if (!log.isEmpty()) {
            assertThat(log.stream().filter(CrashLedger::isSaid).map(Entry::text))
                    .as("what was said in %s is there once", id)
                    .doesNotHaveDuplicates();
            assertWhole(store, id, log);
        }
    }

    private static void assertWhole(ChatStore store, SessionId id, List<Entry> log) {
        Session session =
                store.findSession(id).orElseThrow(() -> new AssertionError("entries without their session " + id));
        Books.assertRight(store, id);
        assertThat(session.version())
                .as("version of %s: a commit each, and an entry at least", id)
                .isBetween(1L, (long) log.size());
    }

    /** Fails if an entry is there whose session is not, or does not know of it. */
    static void assertNothingHalf(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select count(*)
                          from chat_entry entry
                          left join chat_session session on session.id = entry.session_id
                         where session.id is null or entry.seq > session.last_seq
                        """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            assertThat(row.getLong(1)).as("entries without their session").isZero();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSaid(Entry entry) {
        return entry.isMessage();
    }
}
