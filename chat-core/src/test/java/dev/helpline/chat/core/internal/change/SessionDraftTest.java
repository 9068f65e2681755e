package dev.helpline.chat.core.internal.change;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDraftTest {
    private static final Instant LATER = START.plusSeconds(5);
    private final Session stored = Sessions.in(SessionState.ACTIVE);
    private final SessionDraft draft = SessionDraft.following(stored, LATER);

    @Test
    void several_changes_make_one_commit_of_the_next_version() {
        draft.add(change(message("m1")));
        draft.add(change(event("e2"), message("m2")));

        SessionCommit commit = draft.toCommit();

        assertThat(commit.expectedVersion()).isEqualTo(stored.version());
        assertThat(commit.entries()).extracting(Entry::seq).containsExactly(2L, 3L, 4L);
        assertThat(draft.size()).isEqualTo(3);
        assertThat(commit.entries()).extracting(Entry::messageNumber).containsExactly(1L, 0L, 2L);
        assertThat(commit.next().log())
                .isEqualTo(LogPosition.builder()
                        .lastSeq(4)
                        .lastVisibleSeq(4)
                        .messageCount(2)
                        .lastMessageSeq(4)
                        .build());
        assertThat(commit.next().timeline().lastEntryAt()).isEqualTo(LATER);
    }

    @Test
    void what_only_agents_see_is_left_out_of_the_customers_chain() {
        draft.add(change(message("m1"), note("n"), message("m2")));

        assertThat(draft.toCommit().entries()).extracting(Entry::prevVisibleSeq).containsExactly(1L, 2L, 2L);
        assertThat(draft.session().log())
                .isEqualTo(LogPosition.builder()
                        .lastSeq(4)
                        .lastVisibleSeq(4)
                        .messageCount(2)
                        .lastMessageSeq(4)
                        .build());
    }

    @Test
    void each_change_is_told_its_own_entries() {
        draft.add(change(message("m1")));

        List<Entry> second = draft.add(change(message("m2")));

        assertThat(second).extracting(Entry::id).containsExactly(new EntryId("m2"));
        assertThat(draft.find(new EntryId("m1"))).isPresent();
        assertThat(draft.find(new EntryId("m3"))).isEmpty();
    }

    @Test
    void audit_records_of_all_changes_make_one_chain() {
        NewAudit audit = NewAudit.bySystem("SOMETHING", null, "salt");
        draft.add(new SessionChange(draft.session(), List.of(message("m1")), List.of(audit, audit), null));
        draft.add(new SessionChange(draft.session(), List.of(message("m2")), List.of(audit), null));

        SessionCommit commit = draft.toCommit();

        assertThat(commit.audit()).extracting(AuditRecord::number).containsExactly(1L, 2L, 3L);
        assertThat(commit.audit())
                .extracting(AuditRecord::previousHash)
                .containsExactly(
                        "", commit.audit().get(0).hash(), commit.audit().get(1).hash());
        assertThat(commit.next().auditHash()).isEqualTo(commit.audit().get(2).hash());
        assertThat(commit.next().auditCount()).isEqualTo(3);
    }

    @Test
    void a_new_session_starts_at_version_one_from_nothing() {
        assertThat(SessionDraft.creating(Sessions.fresh(), LATER).session().version())
                .isEqualTo(1);
        assertThatThrownBy(() -> SessionDraft.creating(stored, LATER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_rating_of_a_change_is_in_the_commit_and_a_later_change_without_one_keeps_it() {
        Rating rating = Rating.builder("r", 5, START).build();
        Session ended = Sessions.in(SessionState.ENDED);
        SessionDraft rated = SessionDraft.following(ended, LATER);
        rated.add(new SessionChange(
                rated.session().toBuilder().rating(rating).build(), List.of(event("e2")), List.of(), rating));

        rated.add(changeOf(rated, event("e3")));

        assertThat(rated.toCommit().rating()).isEqualTo(rating);
        draft.add(change(message("m1")));
        assertThat(draft.toCommit().rating()).isNull();
    }

    @Test
    void no_log_line_about_an_entry_holds_its_text() {
        assertThat(message("m1")).hasToString("NewEntry[MESSAGE/system m1]");
    }

    @Test
    void a_draft_that_nothing_was_added_to_is_empty() {
        assertThat(draft.isEmpty()).isTrue();
        assertThat(draft.size()).isZero();
        assertThat(draft.session().version()).isEqualTo(stored.version() + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void however_changes_are_folded_the_numbers_are_those_of_a_recount(long seed) {
        Random random = new Random(seed);
        Session session = stored;
        long visible = 1;
        long messages = 0;
        for (int commit = 0; commit < 20; commit++) {
            SessionDraft folding = SessionDraft.following(session, LATER);
            for (int i = random.nextInt(4); i >= 0; i--) {
                folding.add(changeOf(folding, random(random, commit + "-" + i)));
            }
            for (Entry entry : folding.toCommit().entries()) {
                assertThat(entry.prevVisibleSeq()).as("seed %s", seed).isEqualTo(visible);
                visible = entry.audience() == Audience.ALL ? entry.seq() : visible;
                messages += entry.isMessage() ? 1 : 0;
                assertThat(entry.messageNumber()).as("seed %s", seed).isEqualTo(entry.isMessage() ? messages : 0);
            }
            assertThat(folding.toCommit().entries().stream().map(Entry::seq))
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(
                                    session.log().lastSeq() + 1,
                                    folding.session().log().lastSeq())
                            .boxed()
                            .toList());
            session = folding.session();
        }
    }

    private SessionChange change(NewEntry... entries) {
        return changeOf(draft, entries);
    }

    private static SessionChange changeOf(SessionDraft draft, NewEntry... entries) {
        return SessionChange.of(draft.session(), List.of(entries), List.of());
    }

    private static NewEntry random(Random random, String id) {
        return switch (random.nextInt(3)) {
            case 0 -> message(id);
            case 1 -> note(id);
            default -> event(id);
        };
    }

    private static NewEntry message(String id) {
        return NewEntry.systemMessage(new EntryId(id), "text");
    }

    private static NewEntry event(String id) {
        return NewEntry.event(new EntryId(id), EventType.SESSION_HELD, "held");
    }

    private static NewEntry note(String id) {
        return new NewEntry(
                new EntryId(id), EntryKind.NOTE, "note", Audience.AGENTS, Author.SYSTEM, null, "note", null, null, "");
    }
}
