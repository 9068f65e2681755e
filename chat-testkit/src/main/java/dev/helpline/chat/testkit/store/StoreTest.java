package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the parts of the contract share: an empty store before each test, and the vocabulary of the tests. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class StoreTest {
    ChatStore store;

    abstract ChatStoreContract contract();

    @BeforeEach
    void openStore() {
        store = contract().newStore();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** Stores a commit that has to succeed, and returns the session after it. */
    Session stored(CommitBuilder commit) {
        SessionCommit built = commit.build();
        assertThat(store.commit(built)).isEqualTo(CommitResult.COMMITTED);
        return built.next();
    }

    /** Creates a session without anything special. */
    Session created(String id) {
        return stored(CommitBuilder.creating(id));
    }

    Session find(Session session) {
        return store.findSession(session.id()).orElseThrow();
    }

    List<Entry> log(SessionId session) {
        return store.entriesAfter(session, 0, 1000);
    }

    List<String> entryIds(List<Entry> entries) {
        return entries.stream().map(Entry::id).map(EntryId::value).toList();
    }

    static List<String> ids(List<Session> sessions) {
        return sessions.stream().map(Session::id).map(SessionId::value).toList();
    }

    /** A change that an admin made, without its links. */
    static AuditRecord change(AgentId agent, long number) {
        return change(AuditSubject.of(agent), number);
    }

    /** The record that follows the newest one of a canned response, without its links. */
    AuditRecord next(CannedResponseId response) {
        return next(AuditSubject.of(response));
    }

    /** The record that follows the newest one of a subject, without its links. */
    AuditRecord next(AuditSubject subject) {
        return change(subject, store.auditHead(subject).number() + 1);
    }

    static AuditRecord change(AuditSubject subject, long number) {
        return new AuditRecord(
                subject,
                number,
                CommitBuilder.START,
                Role.ADMIN,
                "admin",
                "CHANGED",
                "name: a -> b",
                "salt",
                "commitment",
                "before",
                "hash");
    }

    static SessionId id(String value) {
        return new SessionId(value);
    }

    static EntryId entryId(String value) {
        return new EntryId(value);
    }

    /** Asserts that the store has the session, its log and its audit records as they were before. */
    void assertUnchanged(Session before, List<Entry> logBefore) {
        assertThat(store.findSession(before.id())).contains(before);
        assertThat(log(before.id())).isEqualTo(logBefore);
        assertThat(store.auditAfter(before.id(), 0, 1000)).hasSize(Math.toIntExact(before.auditCount()));
    }
}
