package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Checks that the database returns values as they were written: writes two sessions into the tables, reads them back
 * as the store does, and rolls everything back. So a setting of a server, a database, a table or a connection that
 * changes values, even one that we do not know, is found at the start, and not when it garbles the first customer's
 * name.
 */
final class RoundTripCheck {
    private static final Instant AT = Instant.parse("2038-01-19T03:14:08.123Z");

    /** Characters beyond the BMP and beyond Latin 1, characters with a meaning in SQL, and blanks at both ends. */
    private static final String TEXT = " \uD83E\uDD57 \u6C49 \u00e9 e\u0301 \\ \\n ' '' \" ` % _ ; -- ? :x \r\n ";

    private final Handle handle;
    private final Dialect dialect;

    /** Ids that no other node uses at this moment, which differ only in case. */
    private final String lower = "probe-" + UUID.randomUUID();

    private final String upper = lower.toUpperCase(Locale.ROOT);

    private RoundTripCheck(Handle handle, Dialect dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    /** @throws StoreException if the database changes or refuses the values */
    static void run(ChatDatabase database) {
        database.onWriter(() -> {
            try {
                return database.rolledBack(handle -> {
                    new RoundTripCheck(handle, database.dialect()).run();
                    return true;
                });
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) {
                RuntimeException clean = Failure.withoutValues(e);
                if (Failure.isReadOnly(e)) {
                    throw new StoreException(
                            "the database is read-only: " + clean.getMessage()
                                    + "; give the store a database that accepts writes",
                            clean);
                }
                throw new StoreException(
                        "the database did not take a session that was written to test it, and rolled back: "
                                + clean.getMessage() + "; it has to let the user write, and take any Unicode text",
                        clean);
            }
        });
    }

    private void run() {
        SessionCommit first = created(lower);
        SessionCommit second = created(upper);
        CommitWrites.write(handle, dialect, List.of(first));
        require(
                SessionLogReads.findSession(handle, new SessionId(upper)).isEmpty(),
                "finds a session by its id in the other case");
        CommitWrites.write(handle, dialect, List.of(second));
        requireKept(first);
        requireKept(second);
        require(
                OpenSessionsReads.openOfCustomer(handle, new CustomerId(lower)).equals(List.of(first.next())),
                "gives a customer the sessions of another one, whose id differs in case");
        require(
                OpenSessionsReads.count(handle, searching(lower)) == 2,
                "does not find sessions by a part of their id in either case");
        ReaderCursor cursor = ReaderCursor.builder(first.next().id(), Reader.agent(new AgentId(lower)), AT)
                .delivered(MarkHistory.of(2, AT))
                .read(MarkHistory.of(1, AT))
                .build();
        CursorTable.merge(handle, List.of(cursor));
        require(
                CursorTable.of(handle, first.next().id()).equals(List.of(cursor)),
                "does not keep how far a customer has read");
    }

    private void requireKept(SessionCommit commit) {
        SessionId id = commit.next().id();
        require(
                SessionLogReads.findSession(handle, id)
                        .filter(commit.next()::equals)
                        .isPresent(),
                "changes a session's texts or times");
        require(
                SessionLogReads.after(handle, id, 0, 10).equals(commit.entries()),
                "changes messages, or leaves out some of them");
    }

    private void require(boolean kept, String fault) {
        if (!kept) {
            throw new StoreException(
                    "the database " + fault + ", as two sessions showed that were written to test it, and"
                            + " rolled back; " + dialect.advice());
        }
    }

    private static SessionCommit created(String id) {
        SessionId session = new SessionId(id);
        Author author = new Author(ParticipantType.CUSTOMER, id, TEXT, null);
        List<Entry> entries = List.of(entry(session, 1, author, TEXT), entry(session, 2, author, ""));
        Session next = Session.builder(
                        session,
                        Customer.builder(new CustomerId(id))
                                .name(TEXT)
                                .email("")
                                .build(),
                        Timeline.builder(AT)
                                .claimedStart(AT.minusMillis(1))
                                .lastEntryAt(AT)
                                .build())
                .version(1)
                .state(SessionState.WAITING)
                .topic(Topic.builder()
                        .subject(TEXT)
                        .requestedPriority(Priority.LOW)
                        .context("{}")
                        .externalRef("")
                        .locale("")
                        .build())
                .priority(Priority.NORMAL)
                .openSlot(1)
                .log(LogPosition.builder()
                        .lastSeq(2)
                        .lastVisibleSeq(2)
                        .messageCount(2)
                        .lastMessageSeq(2)
                        .build())
                .audit(0, "")
                .build();
        return SessionCommit.builder(next).entries(entries).build();
    }

    private static Entry entry(SessionId session, long seq, Author author, String text) {
        return Entry.builder(session, seq, new EntryId("probe-" + seq))
                .prevVisibleSeq(seq - 1)
                .messageNumber(seq)
                .kind(EntryKind.MESSAGE)
                .type("text")
                .audience(Audience.ALL)
                .author(author)
                .at(AT)
                .text(text)
                .fingerprint("probe")
                .build();
    }

    private static OpenSessionQuery searching(String text) {
        return OpenSessionQuery.builder().text(text).build();
    }
}
