package dev.helpline.chat.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCommitTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void a_commit_knows_what_it_was_made_from() {
        assertThat(commit(session("s", 1, 1, 0), List.of(event("s", 1)), List.of())
                        .creates())
                .isTrue();
        assertThat(commit(session("s", 7, 3, 0), List.of(event("s", 2), event("s", 3)), List.of())
                        .expectedVersion())
                .isEqualTo(6);
    }

    @Test
    void a_commit_without_an_entry_is_refused() {
        assertRefused(session("s", 2, 1, 0), List.of(), List.of());
    }

    @Test
    void entries_must_be_of_the_session_and_end_at_its_last_seq_without_a_gap() {
        assertRefused(session("s", 2, 2, 0), List.of(event("other", 2)), List.of());
        assertRefused(session("s", 2, 3, 0), List.of(event("s", 2)), List.of());
        assertRefused(session("s", 2, 4, 0), List.of(event("s", 2), event("s", 4)), List.of());
    }

    @Test
    void audit_records_must_be_of_the_session_and_end_at_its_count_without_a_gap() {
        assertRefused(session("s", 2, 1, 1), List.of(event("s", 1)), List.of(audit("other", 1)));
        assertRefused(session("s", 2, 1, 2), List.of(event("s", 1)), List.of(audit("s", 1)));
    }

    @Test
    void a_rating_must_be_the_sessions_own() {
        Rating rating = new Rating("r", 5, null, List.of(), NOW, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionCommit(session("s", 2, 1, 0), List.of(event("s", 1)), List.of(), rating));
    }

    private static void assertRefused(Session next, List<Entry> entries, List<AuditRecord> audit) {
        assertThatIllegalArgumentException().isThrownBy(() -> commit(next, entries, audit));
    }

    private static SessionCommit commit(Session next, List<Entry> entries, List<AuditRecord> audit) {
        return new SessionCommit(next, entries, audit, null);
    }

    private static Session session(String id, long version, long lastSeq, long auditCount) {
        return new Session(
                new SessionId(id),
                version,
                SessionState.WAITING,
                new Customer(new CustomerId("ada"), null, null, null, false),
                Topic.NONE,
                Priority.NORMAL,
                1,
                null,
                null,
                new LogPosition(lastSeq, lastSeq, 0, 0),
                new Timeline(NOW, null, null, NOW),
                null,
                null,
                auditCount,
                "");
    }

    private static Entry event(String session, long seq) {
        return new Entry(
                new SessionId(session),
                seq,
                seq - 1,
                0,
                new EntryId("e" + seq),
                EntryKind.EVENT,
                "session_started",
                Audience.ALL,
                Author.SYSTEM,
                NOW,
                null,
                "",
                null,
                null,
                "");
    }

    private static AuditRecord audit(String session, long number) {
        return new AuditRecord(
                new SessionId(session), number, NOW, null, null, "SESSION_EXPIRED", null, "salt", "c", "", "h");
    }
}
