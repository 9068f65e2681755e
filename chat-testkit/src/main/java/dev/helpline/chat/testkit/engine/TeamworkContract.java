package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.audit.AuditPage;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.SessionMacro;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.WaitingSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents do together in one session: notes, priority, tags, escalations, transfers. */
abstract class TeamworkContract extends EngineTest {
    private static final String BERTA = "berta";

    // --- notes ----------------------------------------------------------------------------------------------------

    @Test
    void a_note_is_an_entry_for_agents_by_its_author() {
        SessionId session = active();

        Entry note = anton().note(AddNote.of(session, "seems angry"));

        assertThat(note.kind()).isEqualTo(EntryKind.NOTE);
        assertThat(note.audience()).isEqualTo(Audience.AGENTS);
        assertThat(note.author().id()).isEqualTo(ANTON);
        assertThat(note.text()).isEqualTo("seems angry");
        assertThat(log(session)).contains(note);
        assertThat(audit(session)).last().extracting(AuditRecord::action).isEqualTo("NOTE_ADDED");
    }

    @Test
    void a_note_changes_nothing_that_its_customer_sees() {
        SessionId session = active();
        carlaSays(session, "Hello");
        PollAnswer before = carla().poll(everything(session, null));
        time.advance(TICK);

        anton().note(AddNote.of(session, "@" + ANTON + " hush"));
        PollAnswer after = carla().poll(everything(session, null));

        assertThat(after.messages()).isEqualTo(before.messages());
        assertThat(after.view().session().timeline())
                .isEqualTo(before.view().session().timeline());
        assertThat(after.view().unreadCount()).isEqualTo(before.view().unreadCount());
        assertThat(after.view().session().log().messageCount())
                .isEqualTo(before.view().session().log().messageCount());
    }

    @Test
    void a_note_can_be_added_after_the_end() {
        SessionId session = ended();

        anton().note(AddNote.of(session, "call her back"));

        assertThat(log(session)).last().extracting(Entry::kind).isEqualTo(EntryKind.NOTE);
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_note_that_is_repeated_is_stored_once_also_after_the_end() {
        SessionId session = active();
        AddNote note = AddNote.builder(session, "once").id(new EntryId("n-1")).build();

        Entry first = anton().note(note);
        anton().end(EndSession.of(session));
        Entry again = anton().note(note);

        assertThat(again).isEqualTo(first);
        assertThat(log(session))
                .filteredOn(entry -> entry.kind() == EntryKind.NOTE)
                .hasSize(1);
    }

    @Test
    void the_id_of_another_entry_is_no_id_for_a_note() {
        SessionId session = active();
        EntryId taken = anton().note(AddNote.of(session, "one")).id();
        EntryId message = antonSays(session, "Hello").id();

        Stream<ChatException> refusals = Stream.of(
                refusalOf(() ->
                        anton().note(AddNote.builder(session, "two").id(taken).build())),
                refusalOf(() -> agent(BERTA)
                        .note(AddNote.builder(session, "one").id(taken).build())),
                refusalOf(() -> anton().note(
                                AddNote.builder(session, "Hello").id(message).build())));

        assertThat(refusals).extracting(ChatException::code).containsOnly(ErrorCode.MESSAGE_CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u0000", "\uD83D"})
    void a_text_that_is_no_note_is_refused(String text) {
        SessionId session = active();

        assertThat(refusalOf(() -> anton().note(AddNote.of(session, text))).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>alert(1)</script>", "'; drop table chat_entry; --", "\u202Eevil", "{{customer.id}}"})
    void hostile_notes_are_data(String text) {
        SessionId session = active();

        assertThat(anton().note(AddNote.of(session, text)).text()).isEqualTo(text);
    }

    @Test
    void a_note_mentions_agents_and_the_listeners_and_the_board_are_told() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .listener(new ChatListener() {
                    @Override
                    public void onNote(Session session, Entry note) {
                        heard.add("note " + note.text());
                    }

                    @Override
                    public void onMention(Session session, Entry note, AgentId mentioned) {
                        heard.add("mention " + mentioned);
                    }
                })
                .build());
        agent(BERTA).agents();
        SessionId session = active();

        Entry note = anton().note(AddNote.of(session, "@berta please look"));
        engine.close();

        assertThat(note.metadata()).isEqualTo("{\"mentions\":[\"berta\"]}");
        assertThat(stored(session).mentions()).isEqualTo(Map.of(agentId(BERTA), note.seq()));
        assertThat(heard).containsExactly("note @berta please look", "mention berta");
    }

    @Test
    void of_many_mentioned_agents_a_session_remembers_the_last_twenty() {
        SessionId session = active();
        IntStream.range(0, 25).forEach(i -> agent("a" + i).agents());

        IntStream.range(0, 25).forEach(i -> anton().note(AddNote.of(session, "@a" + i)));

        assertThat(stored(session).mentions().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(5, 25).mapToObj(i -> agentId("a" + i)).toList());
    }

    @Test
    void notes_count_against_the_limit_of_messages() {
        restart(unlimited().agentMessages(new Limit(1, Duration.ofMinutes(1))));
        SessionId session = active();
        anton().note(AddNote.of(session, "one"));

        assertThat(refusalOf(() -> anton().note(AddNote.of(session, "two"))).code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
    }

    // --- priority and tags ----------------------------------------------------------------------------------------

    @Test
    void the_priority_orders_the_queue_and_agents_see_who_changed_it() {
        SessionId first = started();
        SessionId second = started("carol");

        anton().setPriority(second, Priority.URGENT);
        anton().setPriority(second, Priority.URGENT);

        assertThat(store.waitingSessions(10)).extracting(WaitingSession::id).containsExactly(second, first);
        assertThat(log(second))
                .filteredOn(entry -> entry.type().equals("priority_changed"))
                .singleElement()
                .returns("{\"by\":\"anton\",\"from\":\"normal\",\"to\":\"urgent\"}", Entry::metadata)
                .returns(Audience.AGENTS, Entry::audience);
        assertThat(audit(second))
                .last()
                .extracting(AuditRecord::action, AuditRecord::actor, AuditRecord::detail)
                .containsExactly("PRIORITY_CHANGED", ANTON, "from=NORMAL to=URGENT");
    }

    @Test
    void tags_are_normal_added_and_removed() {
        SessionId session = active();

        anton().changeTags(session, List.of(" VIP ", "Refund\u00a0 due", "vip"), List.of());
        Session tagged = agent(BERTA)
                .changeTags(session, List.of("u\u0308ber"), List.of("REFUND due", "absent"))
                .session();

        assertThat(tagged.tags()).containsExactly("vip", "\u00fcber");
        assertThat(stored(session).tags()).isEqualTo(tagged.tags());
        assertThat(audit(session))
                .last()
                .extracting(AuditRecord::detail)
                .isEqualTo("added=[\u00fcber] removed=[refund due]");
    }

    @Test
    void agents_who_add_tags_at_once_lose_none() {
        SessionId session = active();

        Crowd.race(8, i -> agent("a" + i).changeTags(session, List.of("tag-" + i), List.of()));

        assertThat(stored(session).tags()).hasSize(8);
    }

    @Test
    void a_session_has_no_more_tags_than_it_may_have() {
        SessionId session = active();
        anton().changeTags(
                        session, IntStream.range(0, 20).mapToObj(i -> "t" + i).toList(), List.of());

        ChatException refusal = refusalOf(() -> anton().changeTags(session, List.of("one more"), List.of()));
        anton().changeTags(session, List.of("one more"), List.of("t0"));

        assertThat(refusal.details()).containsEntry("field", "tags").containsEntry("limit", "20");
        assertThat(stored(session).tags()).hasSize(20).contains("one more");
    }

    static Stream<List<String>> tagsThatBreakARule() {
        return Stream.of(
                List.of(""),
                List.of("\u200B"),
                List.of("say \"hi\""),
                List.of("a\\b"),
                List.of("two\nlines"),
                List.of("\uD83D"),
                List.of("x".repeat(41)),
                List.of("x".repeat(100_000)),
                IntStream.range(0, 21).mapToObj(i -> "t" + i).toList());
    }

    @ParameterizedTest
    @MethodSource("tagsThatBreakARule")
    void tags_that_break_a_rule_are_refused(List<String> tags) {
        SessionId session = active();

        assertThat(refusalOf(() -> anton().changeTags(session, tags, List.of())).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(stored(session).tags()).isEmpty();
    }

    @Test
    void tags_can_be_changed_after_the_end_and_the_priority_cannot() {
        SessionId session = ended();

        anton().changeTags(session, List.of("late"), List.of());

        assertThat(stored(session).tags()).containsExactly("late");
        assertThat(refusalOf(() -> anton().setPriority(session, Priority.LOW)).code())
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void sessions_are_listed_by_their_tags_however_they_are_spelled() {
        SessionId session = active();
        started("carol");
        anton().changeTags(session, List.of("Refund due"), List.of());

        OpenSessionPage page = anton().openSessions(
                        OpenSessionQuery.builder().tag(" REFUND  due").build(), 1, 10);

        assertThat(page.sessions())
                .extracting(found -> found.view().session().id())
                .containsExactly(session);
        assertThat(page.total()).isEqualTo(1);
        assertThat(refusalOf(() -> anton().openSessions(
                                        OpenSessionQuery.builder().tag("\"").build(), 1, 10))
                        .details())
                .containsEntry("field", "tag");
    }

    @Test
    void ended_sessions_are_listed_by_pages_with_their_last_messages() {
        SessionId first = active();
        carlaSays(first, "Thank you");
        anton().end(EndSession.builder(first).outcome(Outcome.RESOLVED).build());
        time.advance(TICK);
        SessionId second = ended();
        active();

        EndedSessionPage page = anton().endedSessions(EndedSessionQuery.ALL, null, 1);
        EndedSessionPage rest = anton().endedSessions(EndedSessionQuery.ALL, page.next(), 1);

        assertThat(page.sessions())
                .extracting(found -> found.view().session().id())
                .containsExactly(second);
        assertThat(rest.sessions()).singleElement().satisfies(found -> {
            assertThat(found.view().session().id()).isEqualTo(first);
            assertThat(found.lastMessage()).extracting(Entry::text).isEqualTo("Thank you");
        });
        assertThat(rest.next()).isNull();
        assertThat(anton().endedSessions(
                                EndedSessionQuery.builder()
                                        .outcome(Outcome.RESOLVED)
                                        .build(),
                                null,
                                9)
                        .sessions())
                .hasSize(1);
        assertThat(refusalOf(() -> anton().endedSessions(EndedSessionQuery.ALL, null, 101))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    // --- escalation -----------------------------------------------------------------------------------------------

    @Test
    void an_escalation_stands_until_a_supervisor_takes_the_session() {
        SessionId session = active();

        anton().escalate(session, "asks for the manager");
        agent(BERTA).escalate(session, "again");

        assertThat(stored(session).timeline().escalatedAt()).isEqualTo(time.instant());
        assertThat(log(session))
                .filteredOn(entry -> entry.type().equals("session_escalated"))
                .singleElement()
                .returns("asks for the manager", Entry::text)
                .returns(Audience.AGENTS, Entry::audience);

        supervisor("boss").takeOver(session);

        assertThat(stored(session).timeline().escalatedAt()).isNull();
        assertThat(owner(session)).isEqualTo("boss");
    }

    @Test
    void an_ended_session_is_not_escalated() {
        SessionId session = ended();

        assertThat(refusalOf(() -> anton().escalate(session, "help")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    // --- transfers ------------------------------------------------------------------------------------------------

    @Test
    void an_agent_gives_a_session_to_another_with_a_note() {
        SessionId session = active();
        agent(BERTA).agents();
        time.advance(TICK);

        SessionView view = anton().transfer(TransferSession.toAgent(session, agentId(BERTA))
                .note("@berta speaks French")
                .build());

        assertThat(view.session().assignment())
                .returns(agentId(BERTA), assignment -> assignment.agent())
                .returns(time.instant(), assignment -> assignment.at());
        assertThat(view.session().state()).isEqualTo(SessionState.ACTIVE);
        assertThat(tail(session, 3))
                .extracting(Entry::type, Entry::audience)
                .containsExactly(
                        tuple("note", Audience.AGENTS),
                        tuple("session_assigned", Audience.ALL),
                        tuple("session_transferred", Audience.AGENTS));
        assertThat(stored(session).mentions()).containsOnlyKeys(agentId(BERTA));
        assertThat(audit(session))
                .last()
                .extracting(AuditRecord::action, AuditRecord::detail)
                .containsExactly("SESSION_TRANSFERRED", "from=anton to=berta fromDepartment=null toDepartment=null");
        assertThat(store.openSessionsOf(agentId(ANTON))).isEmpty();
    }

    @Test
    void a_session_on_hold_stays_on_hold_for_the_next_agent() {
        SessionId session = active();
        agent(BERTA).agents();
        anton().hold(session);

        anton().transfer(TransferSession.toAgent(session, agentId(BERTA)).build());

        assertThat(stored(session).state()).isEqualTo(SessionState.ON_HOLD);
        assertThat(owner(session)).isEqualTo(BERTA);
    }

    @Test
    void a_session_goes_to_the_queue_of_a_department_that_some_agent_serves() {
        engine.agent(Principal.agent("s", Role.AGENT, "Sue", "Sales")).agents();
        SessionId session = active();

        Session waiting = anton().transfer(
                        TransferSession.toDepartment(session, "Sales").build())
                .session();
        SessionId other = active();
        ChatException misspelled = refusalOf(() ->
                anton().transfer(TransferSession.toDepartment(other, "sales").build()));

        assertThat(waiting.state()).isEqualTo(SessionState.WAITING);
        assertThat(waiting.department()).isEqualTo("Sales");
        assertThat(waiting.assignment()).isNull();
        assertThat(tail(session, 2)).extracting(Entry::type).containsExactly("session_returned", "session_transferred");
        assertThat(tail(session, 1))
                .extracting(Entry::metadata)
                .containsExactly("{\"by\":\"anton\",\"from\":\"anton\",\"toDepartment\":\"Sales\"}");
        assertThat(misspelled.details()).containsEntry("field", "toDepartment");
    }

    @Test
    void a_waiting_session_moves_to_another_department_and_its_customer_sees_nothing() {
        engine.agent(Principal.agent("s", Role.AGENT, "Sue", "Sales")).agents();
        SessionId session = started();
        List<Entry> seen = carla().poll(everything(session, null)).messages();

        anton().transfer(TransferSession.toDepartment(session, "Sales").build());

        assertThat(stored(session).department()).isEqualTo("Sales");
        assertThat(carla().poll(everything(session, null)).messages()).isEqualTo(seen);
    }

    @Test
    void a_session_goes_back_to_its_queue_once() {
        SessionId session = active();

        anton().transfer(TransferSession.toQueue(session).build());
        long version = stored(session).version();
        anton().transfer(TransferSession.toQueue(session).build());

        assertThat(stored(session))
                .returns(version, Session::version)
                .returns(SessionState.WAITING, Session::state)
                .returns(null, Session::agentSlot);
        assertThat(carla().poll(everything(session, null)).messages())
                .last()
                .extracting(Entry::type)
                .isEqualTo("session_returned");
    }

    @Test
    void a_transfer_that_is_repeated_adds_no_second_note() {
        SessionId session = active();
        agent(BERTA).agents();
        TransferSession request =
                TransferSession.toAgent(session, agentId(BERTA)).note("once").build();

        anton().transfer(request);
        anton().transfer(request);

        assertThat(log(session))
                .filteredOn(entry -> entry.kind() == EntryKind.NOTE)
                .hasSize(1);
    }

    @Test
    void sessions_that_several_agents_give_to_one_at_once_take_slots_of_their_own() {
        agent(BERTA).agents();
        for (int round = 0; round < 10; round++) {
            List<SessionId> owned = IntStream.range(0, 4)
                    .mapToObj(i -> {
                        SessionId session = started("c" + i);
                        agent("a" + i).claim(session);
                        return session;
                    })
                    .toList();

            Crowd.all(
                    4,
                    i -> agent("a" + i)
                            .transfer(TransferSession.toAgent(owned.get(i), agentId(BERTA))
                                    .build()));

            assertThat(store.openSessionsOf(agentId(BERTA)))
                    .extracting(Session::agentSlot)
                    .containsExactlyInAnyOrder(1, 2, 3, 4);
            owned.forEach(session -> agent(BERTA).end(EndSession.of(session)));
        }
    }

    @Test
    void the_capacity_of_the_next_agent_holds_unless_a_supervisor_forces_it() {
        restart(unlimited().agentCapacity(1));
        SessionId bertas = started("carol");
        agent(BERTA).claim(bertas);
        SessionId session = active();
        TransferSession request =
                TransferSession.toAgent(session, agentId(BERTA)).build();

        ChatException full = refusalOf(() -> anton().transfer(request));
        ChatException forbidden = refusalOf(() -> anton().transfer(forced(session)));
        supervisor("boss").transfer(forced(session));

        assertThat(full.code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(full.details()).containsEntry("agentId", BERTA);
        assertThat(forbidden.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(owner(session)).isEqualTo(BERTA);
    }

    private static TransferSession forced(SessionId session) {
        return TransferSession.toAgent(session, new AgentId(BERTA)).force(true).build();
    }

    @Test
    void who_believes_in_an_owner_of_yesterday_is_told_who_has_the_session() {
        SessionId session = active();
        supervisor("boss").takeOver(session);

        ChatException refusal = refusalOf(() -> supervisor("other")
                .transfer(TransferSession.toAgent(session, agentId("other"))
                        .from(agentId(ANTON))
                        .build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(refusal.details()).containsEntry("agentId", "boss");
    }

    @Test
    void of_supervisors_who_take_over_at_once_from_one_owner_one_gets_the_session() {
        SessionId session = active();

        List<Crowd.Told<SessionView>> told = Crowd.race(
                4,
                i -> supervisor("boss" + i)
                        .transfer(TransferSession.toAgent(session, agentId("boss" + i))
                                .from(agentId(ANTON))
                                .build()));

        assertThat(Crowd.answers(told)).hasSize(1);
        assertThat(Crowd.refusals(told)).extracting(ChatException::code).containsOnly(ErrorCode.SESSION_CONFLICT);
        assertThat(store.openSessionsOf(agentId(owner(session)))).hasSize(1);
    }

    @Test
    void agents_who_have_not_got_a_session_cannot_give_it_away() {
        SessionId session = active();
        SessionId waiting = started("carol");
        AgentDesk berta = agent(BERTA);
        agent("c").agents();

        Stream<ChatException> refusals = Stream.of(
                refusalOf(() -> berta.transfer(TransferSession.toQueue(session).build())),
                refusalOf(() -> berta.transfer(
                        TransferSession.toAgent(session, agentId("c")).build())),
                refusalOf(() -> berta.takeOver(session)),
                refusalOf(() -> berta.transfer(
                        TransferSession.toAgent(waiting, agentId(ANTON)).build())));

        assertThat(refusals.filter(refusal -> refusal.code() != ErrorCode.FORBIDDEN))
                .isEmpty();
        assertThat(owner(session)).isEqualTo(ANTON);
    }

    @Test
    void an_ended_session_is_not_transferred() {
        SessionId session = ended();

        assertThat(refusalOf(() -> anton().transfer(
                                        TransferSession.toQueue(session).build()))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> supervisor("boss").takeOver(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    // --- macros ---------------------------------------------------------------------------------------------------

    @Test
    void a_macro_does_all_its_acts_by_one_commit() {
        SessionId session = started();
        long version = stored(session).version();

        Session done = anton().apply(wholeMacro(session)).session();

        assertThat(done)
                .returns(version + 1, Session::version)
                .returns(Priority.HIGH, Session::priority)
                .returns(Set.of("refund"), Session::tags)
                .returns(SessionState.ENDED, Session::state);
        assertThat(done.ending()).extracting("outcome").isEqualTo(Outcome.RESOLVED);
        assertThat(log(session).stream().skip(1).map(Entry::type))
                .containsExactly(
                        "note", "priority_changed", "tags_changed", "session_assigned", "text", "session_ended");
        assertThat(audit(session).stream().skip(1).map(AuditRecord::action))
                .containsExactly(
                        "NOTE_ADDED",
                        "PRIORITY_CHANGED",
                        "TAGS_CHANGED",
                        "SESSION_ASSIGNED",
                        "MESSAGE_SENT",
                        "SESSION_ENDED");
    }

    private static SessionMacro wholeMacro(SessionId session) {
        return SessionMacro.builder(session)
                .note(AddNote.of(session, "refunded"))
                .priority(Priority.HIGH)
                .addTags(List.of("refund"))
                .reply(message(session, "m-1", "We have sent it back."))
                .end(EndSession.builder(session).outcome(Outcome.RESOLVED).build())
                .build();
    }

    @Test
    void a_macro_that_is_repeated_is_done_once() {
        SessionId session = started();

        Session first = anton().apply(wholeMacro(session)).session();
        Session again = anton().apply(wholeMacro(session)).session();

        assertThat(again).isEqualTo(first);
        assertThat(stored(session)).isEqualTo(first);
    }

    @Test
    void of_a_macro_with_an_act_that_is_refused_nothing_is_done() {
        restart(unlimited().answers(AnswerPolicy.OWNER));
        SessionId session = active();
        Session before = stored(session);

        ChatException forbidden = refusalOf(() -> agent(BERTA).apply(wholeMacro(session)));
        ChatException invalid = refusalOf(() -> anton().apply(SessionMacro.builder(session)
                .note(AddNote.of(session, "one"))
                .addTags(List.of("bad\"tag"))
                .build()));
        ChatException empty =
                refusalOf(() -> anton().apply(SessionMacro.builder(session).build()));

        assertThat(forbidden.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(List.of(invalid, empty)).extracting(ChatException::code).containsOnly(ErrorCode.INVALID_REQUEST);
        assertThat(stored(session)).isEqualTo(before);
    }

    @Test
    void a_macro_after_the_end_adds_no_reply_and_nothing_else() {
        SessionId session = ended();
        Session before = stored(session);

        ChatException refusal = refusalOf(() -> anton().apply(SessionMacro.builder(session)
                .addTags(List.of("late"))
                .reply(message(session, "m-1", "late"))
                .build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(stored(session)).isEqualTo(before);
    }

    // --- audit ----------------------------------------------------------------------------------------------------

    @Test
    void supervisors_read_page_by_page_who_did_what() {
        SessionId session = active();
        anton().setPriority(session, Priority.HIGH);
        AgentDesk boss = supervisor("boss");

        AuditPage first = boss.audit(session, 0, 2);
        AuditPage rest = boss.audit(session, 2, 2);

        assertThat(first.hasMore()).isTrue();
        assertThat(rest.hasMore()).isFalse();
        assertThat(Stream.of(first, rest)
                        .flatMap(page -> page.records().stream())
                        .toList())
                .isEqualTo(audit(session))
                .extracting(AuditRecord::action)
                .containsExactly("SESSION_STARTED", "SESSION_ASSIGNED", "PRIORITY_CHANGED");
        assertThat(refusalOf(() -> anton().audit(session, 0, 2)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> boss.audit(session, -1, 2)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> boss.audit(session, 0, 501)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    // --- what an agent is offered ---------------------------------------------------------------------------------

    @Test
    void what_an_agent_is_offered_is_what_succeeds() {
        SessionId session = active();

        assertThat(anton().detail(session).allowed())
                .contains(AgentAction.TRANSFER, AgentAction.RETURN, AgentAction.ESCALATE, AgentAction.SET_PRIORITY)
                .doesNotContain(AgentAction.TAKE_OVER);
        assertThat(agent(BERTA).detail(session).allowed())
                .contains(AgentAction.NOTE, AgentAction.TAG, AgentAction.ESCALATE)
                .doesNotContain(AgentAction.TRANSFER, AgentAction.RETURN, AgentAction.TAKE_OVER);
        assertThat(supervisor("boss").detail(session).allowed()).contains(AgentAction.TAKE_OVER);

        anton().end(EndSession.of(session));

        assertThat(supervisor("boss").detail(session).allowed())
                .contains(AgentAction.NOTE, AgentAction.TAG)
                .doesNotContainAnyElementsOf(Set.of(
                        AgentAction.TRANSFER,
                        AgentAction.RETURN,
                        AgentAction.TAKE_OVER,
                        AgentAction.ESCALATE,
                        AgentAction.SET_PRIORITY));
    }

    static Stream<Consumer<AgentDesk>> everyAct() {
        SessionId unknown = new SessionId("unknown");
        return Stream.of(
                desk -> desk.note(AddNote.of(unknown, "n")),
                desk -> desk.setPriority(unknown, Priority.LOW),
                desk -> desk.changeTags(unknown, List.of("t"), List.of()),
                desk -> desk.escalate(unknown, "r"),
                desk -> desk.transfer(TransferSession.toQueue(unknown).build()),
                desk -> desk.takeOver(unknown));
    }

    @ParameterizedTest
    @MethodSource("everyAct")
    void no_act_finds_a_session_that_is_not_there(Consumer<AgentDesk> act) {
        assertThat(refusalOf(() -> act.accept(supervisor("boss"))).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    private List<AuditRecord> audit(SessionId session) {
        return store.auditAfter(session, 0, 1000);
    }

    private List<Entry> tail(SessionId session, int number) {
        List<Entry> log = log(session);
        return log.subList(log.size() - number, log.size());
    }
}
