package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store returns exactly what was stored: every part, the largest and the emptiest, to the character and the
 * millisecond.
 */
abstract class ValuesContract extends StoreTest {
    private static final String EMOJI = "\uD83E\uDD57";

    @Test
    void a_session_comes_back_in_every_part() {
        SessionCommit commit = everythingSaid("s", "word").build();

        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);

        assertThat(store.findSession(id("s"))).contains(commit.next());
        assertThat(log(id("s"))).isEqualTo(commit.entries());
        assertThat(store.auditAfter(id("s"), 0, 10)).isEqualTo(commit.audit());
    }

    @Test
    void a_session_without_optional_parts_comes_back_as_such() {
        SessionCommit commit = CommitBuilder.creating("s").build();

        store.commit(commit);

        assertThat(store.findSession(id("s"))).contains(commit.next());
        assertThat(log(id("s"))).isEqualTo(commit.entries());
    }

    @Test
    void a_session_with_clocks_that_is_about_to_end_and_one_that_was_reopened_come_back_in_every_part() {
        Session first = stored(CommitBuilder.creating("s").continues("i".repeat(128)));
        Session active = stored(CommitBuilder.after(first)
                .assign("a", 1)
                .turn(Turn.CUSTOMER)
                .endsAt(CommitBuilder.START.plusMillis(90_001)));

        assertThat(find(first)).isEqualTo(active);

        Session ended = stored(CommitBuilder.after(active).end());
        Session reopened = stored(CommitBuilder.after(ended).reopen(1));

        assertThat(find(first)).isEqualTo(reopened);
    }

    @Test
    void a_form_and_a_consent_come_back_whatever_was_written() {
        Map<String, String> form = Map.of(
                "order", "\"];{},[\\ drop table --", "text", "two\nlines <b>&amp;", "k".repeat(64), EMOJI.repeat(500));
        Session first = stored(CommitBuilder.creating("s")
                .form(form)
                .consent(new Consent(EMOJI.repeat(64), CommitBuilder.START.plusMillis(1), "2001:db8::/64")));
        Session then = stored(CommitBuilder.after(first).message("m", "hello"));

        assertThat(find(first)).isEqualTo(then);
        assertThat(find(first).form()).isEqualTo(form);
    }

    @Test
    void an_ended_and_rated_session_comes_back_in_every_part() {
        Session open = stored(everythingSaid("s", "word"));
        Instant at = CommitBuilder.START.plusSeconds(60);
        Ending ending =
                new Ending(EndedBy.CUSTOMER, EndCause.INACTIVITY, "a reason", Outcome.ABANDONED, at, at.minusMillis(1));
        Session ended = stored(CommitBuilder.after(open).at(at).end(ending));

        assertThat(find(open)).isEqualTo(ended);

        Rating rating = Rating.builder("r1", 2, at)
                .feedback("some words")
                .categories(List.of("speed", "manners"))
                .claimedAt(at.minusMillis(2))
                .editedAt(at.plusMillis(3))
                .build();
        Session rated = stored(CommitBuilder.after(ended).rate(rating).ratingPrompt("p".repeat(128)));

        assertThat(find(open)).isEqualTo(rated);
        assertThat(find(open).rating()).isEqualTo(rating);
    }

    @Test
    void an_ending_and_a_rating_without_words_come_back_as_such() {
        Session ended = stored(CommitBuilder.after(created("s")).end());
        Session rated = stored(CommitBuilder.after(ended).rate(5));

        assertThat(find(ended)).isEqualTo(rated);
    }

    @Test
    void the_largest_values_come_back_whole() {
        SessionCommit commit = everythingSaid("i".repeat(128), EMOJI).build();

        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);

        assertThat(store.findSession(commit.next().id())).contains(commit.next());
        assertThat(log(commit.next().id())).isEqualTo(commit.entries());
        assertThat(store.auditAfter(commit.next().id(), 0, 10)).isEqualTo(commit.audit());
    }

    @Test
    void the_largest_ending_and_rating_come_back_whole() {
        Session open = created("s");
        Ending ending = new Ending(
                EndedBy.SYSTEM,
                EndCause.NORMAL,
                EMOJI.repeat(1000),
                Outcome.UNRESOLVED,
                open.timeline().lastEntryAt(),
                null);
        Rating rating = Rating.builder("r".repeat(128), 1, open.timeline().lastEntryAt())
                .feedback(EMOJI.repeat(2000))
                .categories(List.of(EMOJI.repeat(64), "\"", "\\", ",", "", "a\nb", "[]", "\t", "'", "x".repeat(64)))
                .build();
        Session rated =
                stored(CommitBuilder.after(stored(CommitBuilder.after(open).end(ending)))
                        .rate(rating));

        assertThat(find(open)).isEqualTo(rated);
    }

    @Test
    void an_empty_text_is_not_the_same_as_none() {
        Session session = stored(CommitBuilder.creating("s")
                .customer(Customer.builder(new CustomerId("c"))
                        .name("")
                        .email("")
                        .guest(true)
                        .build())
                .topic(Topic.builder().subject("").context("").build())
                .message("m", ""));

        assertThat(find(session)).isEqualTo(session);
        assertThat(store.findEntry(session.id(), entryId("m")).map(Entry::text)).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e\u0301 is not \u00e9",
                "\u202e right to left \u05d0\u05d1",
                "\uD83D\uDC69\u200D\uD83D\uDCBB joined",
                " blanks on both sides ",
                "lines\r\nof\n\rall\tkinds",
                "quotes ' '' \" ` and \\ \\\\ \\n",
                "--; drop table chat_session; /* */ :name ? ?? <prefix> ${prefix} {} %s % _",
                "\uFEFF\uFFFD\uFFFF\u0001\u007f",
                "\u0130\u0131 I i ẞ ß ſ \u212A"
            })
    void text_comes_back_as_it_was_written(String text) {
        Session session = stored(CommitBuilder.creating("s")
                .topic(Topic.builder().subject(text).build())
                .message("m", text));

        assertThat(find(session).topic().subject()).isEqualTo(text);
        assertThat(store.findEntry(session.id(), entryId("m")).map(Entry::text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05T09:00:00.001Z",
                "2026-01-05T09:00:00.999Z",
                "1969-12-31T23:59:59.999Z",
                "0001-01-01T00:00:00Z",
                "2038-01-19T03:14:08.123Z",
                "9999-12-31T23:59:59.999Z"
            })
    void instants_come_back_to_the_millisecond(String instant) {
        Session session =
                stored(CommitBuilder.creating("s").at(Instant.parse(instant)).message("m", "now"));

        assertThat(find(session).timeline().createdAt()).isEqualTo(instant);
        assertThat(store.findEntry(session.id(), entryId("m")).map(Entry::at)).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_entry_comes_back(EntryKind kind) {
        SessionCommit commit = CommitBuilder.creating("s")
                .entry(
                        kind,
                        "e",
                        entry -> entry.type("some_type")
                                .audience(Audience.AGENTS)
                                .text("text"))
                .build();

        store.commit(commit);

        assertThat(log(id("s"))).isEqualTo(commit.entries());
    }

    @ParameterizedTest
    @EnumSource
    void every_priority_comes_back(Priority priority) {
        Session session = stored(CommitBuilder.creating("s")
                .topic(Topic.builder().requestedPriority(priority).build())
                .priority(priority));

        assertThat(find(session)).isEqualTo(session);
    }

    @ParameterizedTest
    @EnumSource
    void every_state_comes_back(SessionState state) {
        Session waiting = created("s");
        Session session = switch (state) {
            case WAITING -> waiting;
            case ACTIVE -> stored(CommitBuilder.after(waiting).assign("a", 1));
            case ON_HOLD -> stored(CommitBuilder.after(waiting).assign("a", 1).hold());
            case ENDED -> stored(CommitBuilder.after(waiting).assign("a", 1).end());
        };

        assertThat(find(session)).isEqualTo(session);
    }

    @Test
    void departments_tags_and_escalations_are_given_and_taken_away() {
        Session plain = created("s");
        Session filed = stored(CommitBuilder.after(plain)
                .department("Sales ")
                .tags(Set.of("vip", "\u00fcber, alles", "[1]", "%_'"))
                .mentions(Map.of(new AgentId("a/b,c"), 7L))
                .escalatedAt(CommitBuilder.START.plusMillis(1))
                .queued(new AgentId("a/b,c"), CommitBuilder.START.plusMillis(2))
                .endOffer(Map.of(new AgentId("a/b,c"), CommitBuilder.START.plusMillis(3)))
                .message("m1", "a"));

        assertThat(find(plain)).isEqualTo(filed);
        assertThat(find(plain).tags()).containsExactly("%_'", "[1]", "vip", "\u00fcber, alles");

        Session cleared = stored(CommitBuilder.after(filed)
                .department(null)
                .tags(Set.of())
                .mentions(Map.of())
                .escalatedAt(null)
                .queued(null, null)
                .endOffer(Map.of())
                .message("m2", "b"));

        assertThat(find(plain)).isEqualTo(cleared);
    }

    @Test
    void twenty_agents_with_the_longest_ids_may_have_passed_on_an_offer() {
        Instant far = Instant.ofEpochMilli(253_402_300_799_999L);
        Map<AgentId, Instant> passes =
                mentions().keySet().stream().collect(Collectors.toMap(Function.identity(), agent -> far));

        Session passed = stored(CommitBuilder.after(created("s")).endOffer(passes));

        assertThat(find(passed)).isEqualTo(passed);
    }

    @Test
    void clocks_of_service_levels_run_and_stop_and_are_taken_away() {
        Session plain = created("s");
        Instant due = CommitBuilder.START.plusMillis(7001);
        SlaClock running = SlaClock.builder()
                .runningSince(CommitBuilder.START)
                .spent(Duration.ofMillis(5))
                .dueAt(due)
                .build();
        Session timed = stored(CommitBuilder.after(plain)
                .sla(Map.of(SlaTarget.RESOLUTION, running))
                .message("m1", "a"));

        assertThat(find(plain)).isEqualTo(timed);

        SlaClock stopped = SlaClock.builder()
                .spent(Duration.ofMillis(6))
                .breachedAt(due.plusMillis(1))
                .build();
        Session late = stored(CommitBuilder.after(timed)
                .sla(Map.of(
                        SlaTarget.RESOLUTION,
                        stopped,
                        SlaTarget.NEXT_RESPONSE,
                        SlaClock.builder().build()))
                .message("m2", "b"));

        assertThat(find(plain)).isEqualTo(late);

        Session cleared = stored(CommitBuilder.after(late).sla(Map.of()).message("m3", "c"));

        assertThat(find(plain)).isEqualTo(cleared);
    }

    @Test
    void erased_and_anonymous_audit_records_come_back_as_such() {
        AuditRecord record = new AuditRecord(
                AuditSubject.of(id("s")),
                1,
                CommitBuilder.START,
                null,
                null,
                "SESSION_ENDED",
                null,
                null,
                "c0ffee",
                "",
                "hash");
        stored(CommitBuilder.creating("s").audit(record));

        assertThat(store.auditAfter(id("s"), 0, 10)).containsExactly(record);
    }

    @Test
    void parts_that_a_later_version_changes_are_changed_and_the_others_kept() {
        Session first = stored(everythingSaid("s", "word"));
        Session second = stored(CommitBuilder.after(first)
                .priority(Priority.LOW)
                .department("second")
                .tags(Set.of("%", "_", "'"))
                .escalatedAt(null)
                .assign(
                        new Assignment(
                                new AgentId("b"), "B", null, first.timeline().lastEntryAt()),
                        9)
                .message("later", "more")
                .audit("MOVED"));

        assertThat(find(first)).isEqualTo(second);
        assertThat(find(first).customer()).isEqualTo(first.customer());
        assertThat(find(first).topic()).isEqualTo(first.topic());
    }

    /**
     * Returns a session in which every part has a value; texts have their maximal length if {@code letter} is one
     * code point.
     */
    private static CommitBuilder everythingSaid(String id, String letter) {
        int one = letter.codePointCount(0, letter.length()) == 1 ? 1 : 0;
        String name = repeat(letter, 255 * one);
        Instant at = CommitBuilder.START.plusSeconds(5);
        return CommitBuilder.creating(id)
                .at(at)
                .claimedStart(at.minusMillis(7))
                .customer(Customer.builder(new CustomerId("c".repeat(128)))
                        .name(name)
                        .email(name)
                        .phone(repeat(letter, 64 * one))
                        .guest(true)
                        .build())
                .topic(Topic.builder()
                        .subject(name)
                        .category(repeat(letter, 64 * one))
                        .externalRef(repeat(letter, 128 * one))
                        .requestedPriority(Priority.URGENT)
                        .context("{\"a\":\"" + "x".repeat(8000 * one) + "\"}")
                        .locale("de-CH-1996")
                        .build())
                .priority(Priority.HIGH)
                .department(name)
                .tags(tags(letter, one))
                .mentions(mentions())
                .sla(clocks())
                .escalatedAt(at.plusMillis(9))
                .openSlot(4711)
                .assign(new Assignment(new AgentId("a".repeat(128)), name, name, at), 42)
                .message("first", "hello")
                .entry(
                        EntryKind.MESSAGE,
                        "e".repeat(128),
                        entry -> entry.type("t".repeat(32))
                                .author(new Author(ParticipantType.AGENT, "a".repeat(128), name, name))
                                .text(repeat(letter, 5000 * one))
                                .claimedAt(at.minusMillis(3))
                                .replyTo(entryId("first"))
                                .metadata("{\"b\":\"" + "y".repeat(4000 * one) + "\"}")
                                .content(new RichContent("c".repeat(32), 1000, "z" + repeat(letter, 8191 * one))))
                .audit(new AuditRecord(
                        AuditSubject.of(id(id)),
                        1,
                        at,
                        Role.ADMIN,
                        "d".repeat(128),
                        "A".repeat(64),
                        repeat(letter, 1000 * one),
                        "f".repeat(64),
                        "0".repeat(64),
                        "",
                        "1".repeat(64)))
                .audit("SECOND");
    }

    private static Map<SlaTarget, SlaClock> clocks() {
        Instant far = Instant.ofEpochMilli(253_402_300_799_999L);
        return Arrays.stream(SlaTarget.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        target -> SlaClock.builder()
                                .runningSince(far)
                                .spent(Duration.ofMillis(Long.MAX_VALUE))
                                .dueAt(far)
                                .breachedAt(far)
                                .build()));
    }

    private static Map<AgentId, Long> mentions() {
        return IntStream.range(0, 20)
                .mapToObj(i -> new AgentId((char) ('a' + i) + "&".repeat(127)))
                .collect(Collectors.toMap(Function.identity(), agent -> Long.MAX_VALUE));
    }

    private static Set<String> tags(String letter, int one) {
        return IntStream.range(0, 20)
                .mapToObj(i -> (char) ('a' + i) + repeat(letter, 39 * one))
                .collect(Collectors.toSet());
    }

    private static String repeat(String letter, int times) {
        return letter.repeat(Math.max(1, times));
    }
}
