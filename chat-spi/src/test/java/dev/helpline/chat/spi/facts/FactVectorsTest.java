package dev.helpline.chat.spi.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.AmendmentType;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logs written by hand with the facts that a reader of the documentation would count, with the sums in comments. All of them start at nine on a Monday. */
class FactVectorsTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final SessionId SESSION = new SessionId("s1");
    private static final AgentId ADA = new AgentId("ada");
    private static final AgentId BEN = new AgentId("ben");
    private final List<Entry> log = new ArrayList<>();

    @Test
    void the_clock_of_a_response_runs_from_the_earliest_message_of_the_customer() {
        at("09:00:00", EventType.SESSION_STARTED);
        at("09:01:00", customer());
        at("09:02:00", customer());
        at("09:03:00", EventType.SESSION_ASSIGNED);
        at("09:04:30", agent("ada"));
        at("09:05:00", agent("ada"));
        at("09:10:00", customer());
        at("09:10:20", agent("ada"));
        at("09:12:00", EventType.SESSION_ENDED);

        // 09:01:00 to 09:04:30 is 210 s; 09:05:00 follows a message of an agent; 09:10:00 to 09:10:20 is 20 s; together
        // 230 s
        assertThat(facts())
                .isEqualTo(start().firstResponseAt(time("09:04:30"))
                        .responseCount(2)
                        .responseTime(Duration.ofSeconds(230))
                        .longestResponseTime(Duration.ofSeconds(210))
                        .customerMessages(3)
                        .agentMessages(3)
                        .firstEndedAt(time("09:12:00"))
                        .build());
        assertThat(rows())
                .isEqualTo(FactRows.of(
                        List.of(response(5, ADA, "09:04:30", 210), response(8, ADA, "09:10:20", 20)),
                        List.of(count(2, "09:00:00", 3, ADA, 3, 0))));
    }

    @Test
    void a_session_that_was_reopened_after_three_days() {
        at("09:00:00", EventType.SESSION_STARTED);
        at("09:00:00", customer());
        at("09:01:00", agent("ada"));
        at("09:02:00", customer());
        at("09:03:00", EventType.SESSION_ENDED);
        after(Duration.ofDays(3), EventType.SESSION_REOPENED);
        after(Duration.ofDays(3), customer());
        after(Duration.ofDays(3).plusMinutes(4), agent("ben"));
        after(Duration.ofDays(3).plusMinutes(5), EventType.SESSION_ENDED);

        // 60 s on Monday; the message of 09:02:00 was never answered, since the end stops the clock; 240 s on Thursday;
        // together 300 s
        assertThat(facts())
                .isEqualTo(start().firstResponseAt(time("09:01:00"))
                        .responseCount(2)
                        .responseTime(Duration.ofMinutes(5))
                        .longestResponseTime(Duration.ofMinutes(4))
                        .customerMessages(3)
                        .agentMessages(2)
                        .reopenCount(1)
                        .firstEndedAt(time("09:03:00"))
                        .build());
        assertThat(rows().messageCounts())
                .containsExactly(
                        count(2, "09:00:00", 2, ADA, 1, 0),
                        MessageCount.builder(7, NINE.plus(Duration.ofDays(3)))
                                .customerMessages(1)
                                .agentMessages(BEN, 1)
                                .build());
    }

    @Test
    void a_bot_neither_responds_nor_stops_the_clock() {
        at("09:00:00", customer());
        at("09:00:01", message(ParticipantType.BOT, "helper"));
        at("09:00:10", customer());
        at("09:00:11", message(ParticipantType.BOT, "helper"));
        at("09:00:12", EventType.BOT_HANDED_OVER);
        at("09:00:13", message(ParticipantType.SYSTEM, null));
        at("09:06:00", agent("ada"));

        // 09:00:00 to 09:06:00 is 360 s; the message of the system counts nowhere
        assertThat(facts())
                .isEqualTo(start().firstResponseAt(time("09:06:00"))
                        .responseCount(1)
                        .responseTime(Duration.ofMinutes(6))
                        .longestResponseTime(Duration.ofMinutes(6))
                        .customerMessages(2)
                        .agentMessages(1)
                        .botMessages(2)
                        .counting(count(1, "09:00:00", 2, ADA, 1, 2))
                        .build());
    }

    @Test
    void a_session_that_no_agent_answered_has_no_response() {
        at("09:00:00", EventType.SESSION_STARTED);
        at("09:00:30", customer());

        assertThat(facts())
                .isEqualTo(start().customerMessages(1)
                        .unansweredSince(time("09:00:30"))
                        .counting(count(2, "09:00:00", 1, null, 0, 0))
                        .build());
        assertThat(rows()).isEqualTo(FactRows.NONE);
    }

    @Test
    void a_session_that_its_customer_ended_while_waiting() {
        at("09:00:00", EventType.SESSION_STARTED);
        at("09:00:30", customer());
        at("09:20:00", EventType.SESSION_ENDED);

        assertThat(facts())
                .isEqualTo(start().customerMessages(1)
                        .firstEndedAt(time("09:20:00"))
                        .build());
        assertThat(rows()).isEqualTo(FactRows.of(List.of(), List.of(count(2, "09:00:00", 1, null, 0, 0))));
    }

    @Test
    void a_wait_of_eleven_hours_across_midnight() {
        at("20:30:00", customer());
        after(Duration.ofHours(22).plusMinutes(30), agent("ada"));

        // 20:30 on Monday to 07:30 on Tuesday is 11 h; each message counts on its own day
        assertThat(facts().responseTime()).isEqualTo(Duration.ofHours(11));
        assertThat(rows())
                .isEqualTo(FactRows.of(
                        List.of(AgentResponse.of(2, ADA, Instant.parse("2026-01-06T07:30:00Z"), Duration.ofHours(11))),
                        List.of(count(1, "20:30:00", 1, null, 0, 0))));
        assertThat(facts().counting())
                .isEqualTo(MessageCount.builder(2, Instant.parse("2026-01-06T07:30:00Z"))
                        .agentMessages(ADA, 1)
                        .build());
    }

    @Test
    void a_rating_a_week_later_changes_no_fact_of_the_log() {
        at("09:00:00", customer());
        at("09:00:40", agent("ada"));
        at("09:01:00", EventType.SESSION_ENDED);
        SessionFacts before = facts();
        after(Duration.ofDays(7), EventType.SESSION_RATED);

        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void a_transfer_between_departments_goes_on_with_the_clock() {
        at("09:00:00", customer());
        at("09:00:30", agent("ada"));
        at("09:01:00", customer());
        at("09:02:00", EventType.SESSION_RETURNED);
        at("09:02:00", EventType.SESSION_TRANSFERRED);
        at("09:07:00", EventType.SESSION_ASSIGNED);
        at("09:08:00", agent("ben"));

        // 30 s by ada; 09:01:00 to 09:08:00 is 420 s, which ben's response took; together 450 s
        assertThat(facts().responseTime()).isEqualTo(Duration.ofSeconds(450));
        assertThat(rows())
                .isEqualTo(FactRows.of(
                        List.of(response(2, ADA, "09:00:30", 30), response(7, BEN, "09:08:00", 420)),
                        List.of(count(1, "09:00:00", 2, ADA, 1, 0))));
        assertThat(facts().counting()).isEqualTo(count(7, "09:00:00", 0, BEN, 1, 0));
    }

    @Test
    void of_two_agents_who_write_at_once_the_first_one_responds() {
        at("09:00:00", customer());
        at("09:00:45", agent("ben"));
        at("09:00:45", agent("ada"));
        at("09:00:46", agent("ben"));
        at("09:01:00", EventType.SESSION_ENDED);

        // ben 2 messages, ada 1: a count for each change of the writer
        assertThat(rows())
                .isEqualTo(FactRows.of(
                        List.of(response(2, BEN, "09:00:45", 45)),
                        List.of(
                                count(1, "09:00:00", 1, BEN, 1, 0),
                                count(3, "09:00:00", 0, ADA, 1, 0),
                                count(4, "09:00:00", 0, BEN, 1, 0))));
    }

    @Test
    void a_session_on_hold_over_a_weekend() {
        Duration friday = Duration.ofDays(4);
        after(friday, customer());
        after(friday.plusMinutes(1), agent("ada"));
        after(friday.plusHours(8), EventType.SESSION_HELD);
        after(Duration.ofDays(7), EventType.SESSION_RESUMED);
        after(Duration.ofDays(7), customer());
        after(Duration.ofDays(7).plusMinutes(2), agent("ada"));
        after(Duration.ofDays(7).plusHours(1), EventType.SESSION_HELD);

        // Friday 17:00 to Monday 09:00 is 7 h + 48 h + 9 h = 64 h; the hold since 10:00 goes on
        assertThat(facts().heldTime()).isEqualTo(Duration.ofHours(64));
        assertThat(facts().heldSince()).isEqualTo(Instant.parse("2026-01-12T10:00:00Z"));
        // 60 s on Friday and 120 s on Monday
        assertThat(facts().responseTime()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void returning_or_ending_a_session_ends_its_hold() {
        at("09:00:00", EventType.SESSION_HELD);
        at("09:10:00", EventType.SESSION_RETURNED);
        at("09:20:00", EventType.SESSION_HELD);
        at("09:50:00", EventType.SESSION_ENDED);

        // 10 min and 30 min
        assertThat(facts())
                .isEqualTo(start().heldTime(Duration.ofMinutes(40))
                        .firstEndedAt(time("09:50:00"))
                        .build());
    }

    @Test
    void a_message_before_the_customers_first_is_no_response() {
        at("09:00:00", EventType.SESSION_STARTED);
        at("09:00:00", EventType.SESSION_ASSIGNED);
        at("09:00:00", agent("ada"));
        at("09:30:00", customer());
        at("09:31:00", agent("ada"));

        // the agent started it; 09:30:00 to 09:31:00 is 60 s
        assertThat(facts())
                .isEqualTo(start().firstResponseAt(time("09:31:00"))
                        .responseCount(1)
                        .responseTime(Duration.ofMinutes(1))
                        .longestResponseTime(Duration.ofMinutes(1))
                        .customerMessages(1)
                        .agentMessages(2)
                        .counting(count(4, "09:30:00", 1, ADA, 1, 0))
                        .build());
        assertThat(rows().messageCounts()).containsExactly(count(3, "09:00:00", 0, ADA, 1, 0));
    }

    @Test
    void notes_and_amendments_are_no_messages() {
        at("09:00:00", customer());
        at(
                "09:01:00",
                entry().kind(EntryKind.NOTE)
                        .type("text")
                        .audience(Audience.AGENTS)
                        .author(author("ada")));
        at(
                "09:02:00",
                entry().kind(EntryKind.AMENDMENT)
                        .type(AmendmentType.EDITED.type())
                        .author(author("ada"))
                        .replyTo(new EntryId("e1")));
        at(
                "09:03:00",
                entry().kind(EntryKind.AMENDMENT)
                        .type(AmendmentType.WITHDRAWN.type())
                        .replyTo(new EntryId("e1")));

        // a withdrawn message was written and waits for a response all the same
        assertThat(facts())
                .isEqualTo(start().customerMessages(1)
                        .unansweredSince(NINE)
                        .counting(count(1, "09:00:00", 1, null, 0, 0))
                        .build());
    }

    @Test
    void spam_counts_as_any_session_does() {
        at("09:00:00", customer());
        at("09:00:01", customer());
        at("09:05:00", EventType.SESSION_ENDED);

        // that it was spam, the ending says; reports leave it out where their definition says so
        assertThat(facts())
                .isEqualTo(start().customerMessages(2)
                        .firstEndedAt(time("09:05:00"))
                        .build());
    }

    @Test
    void a_clock_that_goes_back_gives_no_negative_time() {
        at("09:00:05", customer());
        at("09:00:03", agent("ada"));
        at("09:00:10", EventType.SESSION_HELD);
        at("09:00:09", EventType.SESSION_RESUMED);

        assertThat(rows().responses()).containsExactly(response(2, ADA, "09:00:03", 0));
        assertThat(facts().heldTime()).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_count_ends_with_its_quarter_of_an_hour() {
        at("09:14:59", customer());
        at("09:15:00", customer());

        assertThat(rows().messageCounts()).containsExactly(count(1, "09:00:00", 1, null, 0, 0));
        assertThat(facts().counting()).isEqualTo(count(2, "09:15:00", 1, null, 0, 0));
    }

    @Test
    void facts_by_other_rules_become_unknown() {
        SessionFacts newer =
                start().version(SessionFacts.VERSION + 1).customerMessages(4).build();
        at("09:00:00", customer());

        FactAccumulator accumulated = FactAccumulator.from(newer).addAll(log);

        assertThat(accumulated.facts()).isEqualTo(SessionFacts.UNKNOWN);
        assertThat(accumulated.rows()).isEqualTo(FactRows.NONE);
    }

    @Test
    void entries_one_by_one_give_the_same_facts_as_the_whole_log() {
        at("09:00:00", customer());
        at("09:01:00", agent("ada"));
        at("09:16:00", customer());
        at("09:17:00", EventType.SESSION_HELD);
        at("09:18:00", EventType.SESSION_ENDED);

        SessionFacts step = SessionFacts.START;
        List<AgentResponse> responses = new ArrayList<>();
        List<MessageCount> counts = new ArrayList<>();
        for (Entry entry : log) {
            FactAccumulator next = FactAccumulator.from(step).addAll(List.of(entry));
            step = next.facts();
            responses.addAll(next.rows().responses());
            counts.addAll(next.rows().messageCounts());
        }

        assertThat(step).isEqualTo(facts());
        assertThat(FactRows.of(responses, counts)).isEqualTo(rows());
    }

    private SessionFacts facts() {
        return accumulated().facts();
    }

    private FactRows rows() {
        return accumulated().rows();
    }

    private FactAccumulator accumulated() {
        return FactAccumulator.from(SessionFacts.START).addAll(log);
    }

    private static SessionFacts.Builder start() {
        return SessionFacts.START.toBuilder();
    }

    private static AgentResponse response(long seq, AgentId agent, String at, long seconds) {
        return AgentResponse.of(seq, agent, time(at), Duration.ofSeconds(seconds));
    }

    private static MessageCount count(
            long firstSeq, String quarter, long customer, @Nullable AgentId agent, long agents, long bots) {
        return MessageCount.builder(firstSeq, time(quarter))
                .customerMessages(customer)
                .agentMessages(agent, agents)
                .botMessages(bots)
                .build();
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-05T" + time + "Z");
    }

    private Entry.Builder entry() {
        long seq = log.size() + 1L;
        return Entry.builder(SESSION, seq, new EntryId("e" + seq));
    }

    private Entry.Builder customer() {
        return message(ParticipantType.CUSTOMER, "carol");
    }

    private Entry.Builder agent(String id) {
        return message(ParticipantType.AGENT, id);
    }

    private static Author author(String agent) {
        return new Author(ParticipantType.AGENT, agent, null, null);
    }

    private Entry.Builder message(ParticipantType type, @Nullable String id) {
        return entry().kind(EntryKind.MESSAGE)
                .type("text")
                .messageNumber(log.size() + 1)
                .author(id == null ? Author.SYSTEM : new Author(type, id, null, null));
    }

    private void at(String time, Entry.Builder entry) {
        log.add(entry.at(time(time)).build());
    }

    private void at(String time, EventType event) {
        at(time, entry().kind(EntryKind.EVENT).type(event.type()));
    }

    private void after(Duration sinceNine, Entry.Builder entry) {
        log.add(entry.at(NINE.plus(sinceNine)).build());
    }

    private void after(Duration sinceNine, EventType event) {
        after(sinceNine, entry().kind(EntryKind.EVENT).type(event.type()));
    }
}
