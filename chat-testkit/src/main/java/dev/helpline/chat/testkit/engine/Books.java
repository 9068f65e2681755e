package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.audit.AuditVerdict;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.FactAccumulator;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.FactStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks a session's counters against its log. For a session that is not being written to.
 */
public final class Books {
    private static final Set<String> AFTER_THE_END =
            Set.of("session_rated", "rating_changed", "rating_prompted", "customer_signed_in", "note", "tags_changed");

    private static final int PAGE = 500;

    private Books() {}

    /**
     * Fails unless the log has no gaps and no id twice, the session's position is that of its log, the log has an end
     * exactly if the session has ended and a rating exactly if it is rated, nothing but a rating follows the end, the facts
     * are those of the log, a stint goes on exactly if an agent has the session, and the audit chain is intact. Ends and ratings before the session was reopened last do not count.
     */
    public static void assertRight(ChatStore store, SessionId id) {
        Session session = store.findSession(id).orElseThrow();
        List<Entry> log = log(store, id);
        assertThat(session.log()).as("position of %s", id).isEqualTo(recounted(log));
        assertThat(log).extracting(Entry::id).as("ids of %s", id).doesNotHaveDuplicates();
        List<Entry> lately = sinceReopened(log);
        assertThat(lately.stream().filter(entry -> entry.type().equals("session_ended")))
                .as("ends of %s", id)
                .hasSize(session.state().isOpen() ? 0 : 1);
        assertThat(lately.stream().filter(entry -> entry.type().equals("session_rated")))
                .as("ratings of %s", id)
                .hasSize(session.rating() == null ? 0 : 1);
        assertThat(lately.stream()
                        .dropWhile(entry -> !entry.type().equals("session_ended"))
                        .skip(1))
                .as("what follows the end of %s", id)
                .allMatch(entry -> AFTER_THE_END.contains(entry.type()));
        assertThat(session.ratingPrompt() != null)
                .as("%s has a request for a rating exactly if the log says so", id)
                .isEqualTo(lately.stream().anyMatch(entry -> entry.type().equals("rating_prompted")));
        assertFacts(store, session, log);
        assertChained(session, store.auditAfter(id, 0, 10_000));
        assertThat(new AuditVerifier(store).verify(id))
                .as("verdict on the audit chain of %s", id)
                .contains(new AuditVerdict.Intact(session.auditCount()));
    }

    /** Fails unless the facts that the commits wrote are those of the log. */
    private static void assertFacts(ChatStore store, Session session, List<Entry> log) {
        FactAccumulator recomputed = FactAccumulator.from(SessionFacts.START).addAll(log);
        assertThat(session.facts()).as("facts of %s", session.id()).isEqualTo(recomputed.facts());
        AgentStint stint = session.facts().stint();
        Assignment assignment = session.state().isOpen() ? session.assignment() : null;
        assertThat(stint == null ? null : stint.agent())
                .as("the agent whose stint in %s goes on", session.id())
                .isEqualTo(assignment == null ? null : assignment.agent());
        if (store instanceof FactStore facts) {
            assertThat(facts.factRows(session.id()))
                    .as("rows of facts of %s", session.id())
                    .isEqualTo(recomputed.rows());
        }
    }

    /** Returns the whole log, read in pages. */
    public static List<Entry> log(ChatStore store, SessionId id) {
        List<Entry> log = new ArrayList<>();
        List<Entry> page = store.entriesAfter(id, 0, PAGE);
        while (!page.isEmpty()) {
            log.addAll(page);
            page = store.entriesAfter(id, log.get(log.size() - 1).seq(), PAGE);
        }
        return log;
    }

    private static List<Entry> sinceReopened(List<Entry> log) {
        int from = 0;
        for (int i = 0; i < log.size(); i++) {
            from = log.get(i).type().equals("session_reopened") ? i : from;
        }
        return log.subList(from, log.size());
    }

    private static LogPosition recounted(List<Entry> log) {
        LogPosition position = LogPosition.START;
        for (Entry entry : log) {
            assertThat(entry.seq()).as("seq").isEqualTo(position.lastSeq() + 1);
            assertThat(entry.prevVisibleSeq()).as("prevVisibleSeq").isEqualTo(position.lastVisibleSeq());
            boolean message = entry.isMessage();
            assertThat(entry.messageNumber()).as("messageNumber").isEqualTo(message ? position.messageCount() + 1 : 0);
            position = LogPosition.builder()
                    .lastSeq(entry.seq())
                    .lastVisibleSeq(entry.audience() == Audience.ALL ? entry.seq() : position.lastVisibleSeq())
                    .messageCount(position.messageCount() + (message ? 1 : 0))
                    .lastMessageSeq(message ? entry.seq() : position.lastMessageSeq())
                    .amendmentCount(position.amendmentCount() + (entry.kind() == EntryKind.AMENDMENT ? 1 : 0))
                    .attachmentCount(
                            position.attachmentCount() + entry.attachments().size())
                    .build();
        }
        return position;
    }

    private static void assertChained(Session session, List<AuditRecord> audit) {
        long number = 0;
        String hash = "";
        for (AuditRecord record : audit) {
            assertThat(record.number()).as("audit number").isEqualTo(++number);
            assertThat(record.previousHash()).as("audit chain").isEqualTo(hash);
            hash = record.hash();
        }
        assertThat(session.auditCount()).as("audit count").isEqualTo(number);
        assertThat(session.auditHash()).as("audit hash").isEqualTo(hash);
    }
}
