package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reading sessions by id, and the entries of their logs by id and seq. */
abstract class SessionLogContract extends StoreTest {
    @Test
    void a_session_is_found_by_its_id() {
        Session session = created("s1");

        assertThat(store.findSession(id("s1"))).contains(session);
    }

    @Test
    void a_session_that_was_never_stored_is_not_found() {
        assertThat(store.findSession(id("unknown"))).isEmpty();
    }

    @Test
    void sessions_whose_ids_differ_by_case_are_two() {
        Session lower = created("bob");

        assertThat(store.findSession(id("Bob"))).isEmpty();

        Session upper = created("Bob");

        assertThat(store.findSession(id("bob"))).contains(lower);
        assertThat(store.findSession(id("Bob"))).contains(upper);
    }

    @Test
    void several_sessions_are_found_by_their_ids_as_they_are_now() {
        Session one = created("s1");
        Session two = stored(CommitBuilder.after(created("s2")).message("m", "hi"));
        Session rated = stored(
                CommitBuilder.after(stored(CommitBuilder.after(created("s3")).end()))
                        .rate(4));
        created("s4");

        assertThat(store.findSessions(List.of(id("s1"), id("s2"), id("s3"), id("S1"), id("unknown"))))
                .isEqualTo(Map.of(id("s1"), one, id("s2"), two, id("s3"), rated));
    }

    @Test
    void none_and_a_thousand_sessions_can_be_looked_for() {
        Session session = created("s7");
        List<SessionId> thousand =
                IntStream.range(0, 1000).mapToObj(i -> id("s" + i)).toList();

        assertThat(store.findSessions(List.of())).isEmpty();
        assertThat(store.findSessions(thousand)).isEqualTo(Map.of(id("s7"), session));
    }

    @Test
    void versions_are_those_of_the_sessions_that_exist() {
        created("s1");
        stored(CommitBuilder.after(created("s2")));

        assertThat(store.versions(List.of(id("s1"), id("s2"), id("s3"), id("S1"))))
                .isEqualTo(Map.of(id("s1"), 1L, id("s2"), 2L));
    }

    @Test
    void versions_can_be_asked_of_none_and_of_a_thousand() {
        created("s7");
        List<SessionId> thousand =
                IntStream.range(0, 1000).mapToObj(i -> id("s" + i)).toList();

        assertThat(store.versions(List.of())).isEmpty();
        assertThat(store.versions(thousand)).isEqualTo(Map.of(id("s7"), 1L));
    }

    @Test
    void an_entry_is_found_by_its_id_in_its_session() {
        Session session =
                stored(CommitBuilder.creating("s1").message("m1", "one").message("m2", "two"));

        assertThat(store.findEntry(session.id(), entryId("m2")).map(Entry::text))
                .contains("two");
    }

    @Test
    void an_entry_is_not_found_by_another_id_nor_in_another_session() {
        stored(CommitBuilder.creating("s1").message("m1", "one"));
        stored(CommitBuilder.creating("s2").message("m2", "two"));

        assertThat(store.findEntry(id("s1"), entryId("m2"))).isEmpty();
        assertThat(store.findEntry(id("s1"), entryId("M1"))).isEmpty();
        assertThat(store.findEntry(id("S1"), entryId("m1"))).isEmpty();
        assertThat(store.findEntry(id("unknown"), entryId("m1"))).isEmpty();
    }

    @Test
    void several_entries_are_found_by_their_ids_in_their_session() {
        Session session = stored(CommitBuilder.creating("s1")
                .message("m1", "one")
                .message("m2", "two")
                .message("m3", "three"));
        stored(CommitBuilder.creating("s2").message("m4", "of another session"));
        List<Entry> log = store.entriesAfter(session.id(), 0, 10);

        assertThat(store.findEntries(
                        id("s1"),
                        List.of(entryId("m3"), entryId("m1"), entryId("M2"), entryId("m4"), entryId("unknown"))))
                .isEqualTo(Map.of(entryId("m1"), entry(log, "m1"), entryId("m3"), entry(log, "m3")));
        assertThat(store.findEntries(id("S1"), List.of(entryId("m1")))).isEmpty();
        assertThat(store.findEntries(id("unknown"), List.of(entryId("m1")))).isEmpty();
    }

    private static Entry entry(List<Entry> log, String id) {
        return log.stream()
                .filter(entry -> entry.id().equals(entryId(id)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void none_and_a_thousand_entries_can_be_looked_for() {
        stored(CommitBuilder.creating("s1").message("m7", "one"));
        List<EntryId> thousand =
                IntStream.range(0, 1000).mapToObj(i -> entryId("m" + i)).toList();

        assertThat(store.findEntries(id("s1"), List.of())).isEmpty();
        assertThat(store.findEntries(id("s1"), thousand)).containsOnlyKeys(entryId("m7"));
    }

    @Test
    void entry_ids_that_differ_by_case_are_two() {
        stored(CommitBuilder.creating("s1").message("m", "lower").message("M", "upper"));

        assertThat(store.findEntry(id("s1"), entryId("m")).map(Entry::text)).contains("lower");
        assertThat(store.findEntry(id("s1"), entryId("M")).map(Entry::text)).contains("upper");
    }

    @Test
    void two_sessions_may_have_entries_of_one_id() {
        stored(CommitBuilder.creating("s1").message("m", "of one"));
        stored(CommitBuilder.creating("s2").message("m", "of the other"));

        assertThat(store.findEntry(id("s1"), entryId("m")).map(Entry::text)).contains("of one");
        assertThat(store.findEntry(id("s2"), entryId("m")).map(Entry::text)).contains("of the other");
    }

    @Test
    void entries_after_a_seq_are_those_with_a_greater_one_in_order() {
        fiveEntries("s1");

        assertThat(store.entriesAfter(id("s1"), 2, 10)).extracting(Entry::seq).containsExactly(3L, 4L, 5L);
        assertThat(store.entriesAfter(id("s1"), 0, 10)).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void entries_after_a_seq_are_at_most_the_limit_from_the_front() {
        fiveEntries("s1");

        assertThat(store.entriesAfter(id("s1"), 1, 2)).extracting(Entry::seq).containsExactly(2L, 3L);
        assertThat(store.entriesAfter(id("s1"), 4, Integer.MAX_VALUE))
                .extracting(Entry::seq)
                .containsExactly(5L);
    }

    @Test
    void there_are_no_entries_after_the_last_nor_of_an_unknown_session() {
        fiveEntries("s1");

        assertThat(store.entriesAfter(id("s1"), 5, 10)).isEmpty();
        assertThat(store.entriesAfter(id("s1"), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.entriesAfter(id("unknown"), 0, 10)).isEmpty();
    }

    @Test
    void entries_before_a_seq_are_those_with_a_smaller_one_in_order() {
        fiveEntries("s1");

        assertThat(store.entriesBefore(id("s1"), 4, 10)).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
        assertThat(store.entriesBefore(id("s1"), Long.MAX_VALUE, 10)).hasSize(5);
    }

    @Test
    void entries_before_a_seq_are_at_most_the_limit_from_the_end() {
        fiveEntries("s1");

        assertThat(store.entriesBefore(id("s1"), 5, 2)).extracting(Entry::seq).containsExactly(3L, 4L);
        assertThat(store.entriesBefore(id("s1"), 5, Integer.MAX_VALUE)).hasSize(4);
    }

    @Test
    void there_are_no_entries_before_the_first_nor_of_an_unknown_session() {
        fiveEntries("s1");

        assertThat(store.entriesBefore(id("s1"), 1, 10)).isEmpty();
        assertThat(store.entriesBefore(id("unknown"), 9, 10)).isEmpty();
    }

    @Test
    void the_tail_of_a_session_is_the_session_and_its_last_entries_in_order() {
        fiveEntries("s1");
        fiveEntries("s2");
        Session session = store.findSession(id("s1")).orElseThrow();

        assertThat(store.findTail(id("s1"), 2))
                .contains(new SessionTail(session, log(id("s1")).subList(3, 5)));
        assertThat(store.findTail(id("s1"), 5)).contains(new SessionTail(session, log(id("s1"))));
        assertThat(store.findTail(id("s1"), Integer.MAX_VALUE)).contains(new SessionTail(session, log(id("s1"))));
    }

    @Test
    void the_tail_of_a_rated_session_has_the_rating() {
        Session ended = stored(CommitBuilder.after(created("s1")).end());
        Session rated = stored(CommitBuilder.after(ended).rate(4));

        assertThat(store.findTail(id("s1"), 1))
                .hasValueSatisfying(tail -> assertThat(tail.session()).isEqualTo(rated));
    }

    @Test
    void a_session_that_was_never_stored_has_no_tail() {
        fiveEntries("s1");

        assertThat(store.findTail(id("S1"), 2)).isEmpty();
        assertThat(store.findTail(id("unknown"), 2)).isEmpty();
    }

    @Test
    void the_order_is_that_of_the_numbers_even_if_the_clock_went_backwards() {
        Session session = stored(CommitBuilder.creating("s1").message("z", "first"));
        stored(CommitBuilder.after(session).at(Duration.ofHours(-1)).message("a", "second"));

        assertThat(entryIds(store.entriesAfter(id("s1"), 0, 10))).containsExactly("z", "a");
        assertThat(entryIds(store.entriesBefore(id("s1"), 9, 10))).containsExactly("z", "a");
    }

    @Test
    void entries_at_are_one_per_session_that_has_the_number() {
        fiveEntries("s1");
        fiveEntries("s2");

        Map<SessionId, Entry> found = store.entriesAt(Map.of(id("s1"), 3L, id("s2"), 5L, id("s3"), 1L, id("S1"), 3L));

        assertThat(found)
                .isEqualTo(Map.of(
                        id("s1"), log(id("s1")).get(2), id("s2"), log(id("s2")).get(4)));
    }

    @Test
    void entries_at_leave_out_numbers_that_do_not_exist() {
        fiveEntries("s1");
        fiveEntries("s2");

        assertThat(store.entriesAt(Map.of(id("s1"), 6L, id("s2"), 0L))).isEmpty();
        assertThat(store.entriesAt(Map.of())).isEmpty();
    }

    @Test
    void the_newest_amendment_of_a_message_is_the_one_with_the_greatest_number() {
        Session session = stored(CommitBuilder.creating("s1")
                .message("m1", "one")
                .message("m2", "two")
                .message("m3", "three")
                .edit("e1", "m1", "one and")
                .edit("e2", "m2", "two and"));
        stored(CommitBuilder.after(session).edit("e3", "m1", "one and a half"));
        List<Entry> log = log(session.id());

        assertThat(newestAmendments("s1", "m1", "m2", "m3", "unknown", "e1"))
                .containsExactlyInAnyOrder(log.get(5), log.get(4));
        assertThat(newestAmendments("s1", "M1", "m3")).isEmpty();
        assertThat(newestAmendments("S1", "m1")).isEmpty();
    }

    @Test
    void newest_amendments_are_of_the_messages_of_their_session() {
        stored(CommitBuilder.creating("s1").message("m", "one").edit("e", "m", "one and"));
        stored(CommitBuilder.creating("s2").message("m", "two").edit("e", "m", "two and"));
        stored(CommitBuilder.creating("s3").message("m", "three"));

        assertThat(store.newestAmendments(Map.of(
                        id("s1"), List.of(entryId("m")),
                        id("s2"), List.of(entryId("m"), entryId("n")),
                        id("s3"), List.of(entryId("m")),
                        id("unknown"), List.of(entryId("m")))))
                .extracting(Entry::text)
                .containsExactlyInAnyOrder("one and", "two and");
        assertThat(newestAmendments("s2", "m")).extracting(Entry::text).containsExactly("two and");
    }

    @Test
    void only_amendments_amend() {
        stored(CommitBuilder.creating("s1")
                .message("m1", "one")
                .entry(EntryKind.MESSAGE, "m2", entry -> entry.text("reply").replyTo(entryId("m1")))
                .entry(
                        EntryKind.EVENT,
                        "f",
                        entry -> entry.type("message_flagged").replyTo(entryId("m1")))
                .entry(EntryKind.NOTE, "n", entry -> entry.text("note").replyTo(entryId("m1")))
                .entry(EntryKind.AMENDMENT, "a", entry -> entry.text("of nothing")));

        assertThat(newestAmendments("s1", "m1", "m2", "a")).isEmpty();
    }

    @Test
    void newest_amendments_can_be_asked_of_none_and_of_a_thousand() {
        stored(CommitBuilder.creating("s1").message("m7", "one").edit("e", "m7", "two"));
        String[] thousand = IntStream.range(0, 1000).mapToObj(i -> "m" + i).toArray(String[]::new);

        assertThat(store.newestAmendments(Map.of())).isEmpty();
        assertThat(newestAmendments("s1")).isEmpty();
        assertThat(newestAmendments("s1", thousand)).extracting(Entry::text).containsExactly("two");
    }

    @Test
    void amendments_of_commits_that_are_stored_together_are_found() {
        Session one = stored(CommitBuilder.creating("s1").message("m", "one"));
        Session two = stored(CommitBuilder.creating("s2").message("m", "two"));
        Session three = stored(CommitBuilder.creating("s3").message("m", "three"));

        List<CommitResult> results = store.commitAll(List.of(
                CommitBuilder.after(one).edit("e", "m", "one and").build(),
                CommitBuilder.after(two).message("n", "more").build(),
                CommitBuilder.after(three)
                        .edit("e", "m", "three and")
                        .audit("EDITED")
                        .build()));

        assertThat(results).containsOnly(CommitResult.COMMITTED);
        assertThat(newestAmendments("s1", "m")).extracting(Entry::text).containsExactly("one and");
        assertThat(newestAmendments("s2", "m", "n")).isEmpty();
        assertThat(newestAmendments("s3", "m")).extracting(Entry::text).containsExactly("three and");
        assertThat(store.findSession(id("s1")).orElseThrow().log().amendmentCount())
                .isEqualTo(1);
    }

    private List<Entry> newestAmendments(String session, String... messages) {
        return store.newestAmendments(
                Map.of(id(session), Stream.of(messages).map(StoreTest::entryId).toList()));
    }

    @Test
    void messages_are_counted_by_their_authors_in_a_part_of_each_log() {
        mixed("s1");
        mixed("s2");
        mixed("s3");
        Set<ParticipantType> agents = Set.of(ParticipantType.AGENT, ParticipantType.BOT);
        Map<SessionId, SeqRange> parts = Map.of(
                id("s1"), new SeqRange(0, 7),
                id("s2"), new SeqRange(2, 6),
                id("s3"), new SeqRange(7, 7),
                id("S1"), new SeqRange(0, 7),
                id("unknown"), new SeqRange(0, Long.MAX_VALUE));

        assertThat(store.countMessages(parts, agents)).isEqualTo(Map.of(id("s1"), 3L, id("s2"), 1L));
        assertThat(store.countMessages(parts, Set.of(ParticipantType.CUSTOMER)))
                .isEqualTo(Map.of(id("s1"), 1L, id("s2"), 1L));
        assertThat(store.countMessages(parts, Set.of())).isEmpty();
        assertThat(store.countMessages(Map.of(), agents)).isEmpty();
    }

    @Test
    void messages_of_a_thousand_logs_are_counted_at_once() {
        mixed("s7");
        Map<SessionId, SeqRange> thousand = IntStream.range(0, 1000)
                .boxed()
                .collect(Collectors.toMap(i -> id("s" + i), i -> new SeqRange(0, Long.MAX_VALUE)));

        assertThat(store.countMessages(thousand, Set.of(ParticipantType.AGENT))).isEqualTo(Map.of(id("s7"), 2L));
    }

    /** Stores seven entries: of an agent, a bot and the customer, an event, a note, of an agent, and a message for agents only. */
    private void mixed(String session) {
        Author anton = new Author(ParticipantType.AGENT, "anton", null, null);
        Author bot = new Author(ParticipantType.BOT, "bot", null, null);
        stored(CommitBuilder.creating(session)
                .entry(EntryKind.MESSAGE, "m1", entry -> entry.author(anton).text("1"))
                .entry(EntryKind.MESSAGE, "m2", entry -> entry.author(bot).text("2"))
                .message("m3", "3")
                .event("m4")
                .entry(
                        EntryKind.NOTE,
                        "m5",
                        entry -> entry.author(anton).audience(Audience.AGENTS).text("5"))
                .entry(EntryKind.MESSAGE, "m6", entry -> entry.author(anton).text("6"))
                .entry(
                        EntryKind.MESSAGE,
                        "m7",
                        entry -> entry.author(anton).audience(Audience.AGENTS).text("7")));
    }

    private void fiveEntries(String session) {
        stored(CommitBuilder.creating(session)
                .message("m1", "1")
                .message("m2", "2")
                .message("m3", "3")
                .message("m4", "4")
                .message("m5", "5"));
    }
}
