package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
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

/**
 * The outcomes of messages as their writers received them, to be compared with what a store has afterwards.
 * Thread-safe.
 */
final class CrashLedger {
    /** The final outcome of each message. */
    private final Map<SessionId, Map<EntryId, MessageOutcome>> sessions = new TreeMap<>();

    private final Map<Word, Integer> counts = new EnumMap<>(Word.class);

    /** An acknowledgement is final; and after an unknown outcome, a later try that stored nothing proves nothing. */
    synchronized void note(MessageOutcome heard) {
        counts.merge(heard.word(), 1, Integer::sum);
        sessions.computeIfAbsent(heard.session(), session -> new HashMap<>())
                .merge(heard.id(), heard, CrashLedger::stronger);
    }

    private static MessageOutcome stronger(MessageOutcome one, MessageOutcome other) {
        return switch (one.word()) {
            case ACKNOWLEDGED -> one;
            case UNKNOWN -> other.word() == Word.ACKNOWLEDGED ? other : one;
            case NOT_STORED -> other;
        };
    }

    /** Counts the outcomes of a kind. */
    synchronized int count(Word word) {
        return counts.getOrDefault(word, 0);
    }

    /**
     * Fails unless the store has each acknowledged message of each session exactly once and at its seq, no message
     * that was reported as not stored, nothing twice, nothing in part, and session rows that agree with their logs.
     */
    synchronized void verify(ChatStore store) {
        sessions.forEach((session, messages) -> verify(store, session, messages));
    }

    private static void verify(ChatStore store, SessionId id, Map<EntryId, MessageOutcome> messages) {
        List<Entry> log = Books.log(store, id);
        Map<EntryId, Long> stored = new HashMap<>();
        log.stream().filter(CrashLedger::isSaid).forEach(entry -> stored.put(entry.id(), entry.seq()));
        for (MessageOutcome heard : messages.values()) {
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

    /** Fails if there is an entry without a session, or beyond the end of its session's log. */
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
