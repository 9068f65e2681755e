package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the host does in sessions itself. */
abstract class HostContract extends EngineTest {
    private static final Voice BOT = Voice.bot("shipping", "Shipping bot");
    private static final Principal CARLA_HERSELF = Principal.customer(CARLA, "Carla");

    private HostChat host() {
        return engine.host();
    }

    private SessionId startedByHost(String id) {
        return watched(host().start(
                        CARLA_HERSELF,
                        StartSession.builder().id(new SessionId(id)).build())
                .session()
                .id());
    }

    private List<AuditRecord> records(SessionId session) {
        return store.auditAfter(session, 0, 100);
    }

    @Test
    void a_message_of_the_system_or_a_bot_is_in_every_view_and_marked_as_such() {
        SessionId session = active();

        Entry notice = host().send(Voice.SYSTEM, SendMessage.of(session, "Your order was sent."));
        Entry said = host().send(BOT, SendMessage.of(session, "Here is how to track it."));

        assertThat(notice.author()).isEqualTo(Author.SYSTEM);
        assertThat(said.author()).isEqualTo(new Author(ParticipantType.BOT, "shipping", "Shipping bot", null));
        assertThat(carla().poll(everything(session, null)).messages()).contains(notice, said);
        assertThat(anton().poll(everything(session, null)).messages()).contains(notice, said);
        assertThat(carla().messages(MessagesQuery.page(session, 1, 10)).messages())
                .containsExactly(notice, said);
    }

    @Test
    void a_bot_is_unread_for_the_customer_and_the_system_is_not() {
        SessionId session = active();

        host().send(Voice.SYSTEM, SendMessage.of(session, "a notice"));
        host().send(BOT, SendMessage.of(session, "a message"));

        assertThat(carla().session(session).unreadCount()).isEqualTo(1);
    }

    @Test
    void a_message_of_the_host_claims_nothing_and_is_no_agents_answer() {
        SessionId session = started();

        host().send(BOT, SendMessage.of(session, "We will be with you soon."));

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
        assertThat(stored(session).assignment()).isNull();
        assertThat(stored(session).timeline().firstAssignedAt()).isNull();
    }

    @Test
    void a_message_sent_again_is_stored_once_also_after_the_end() {
        SessionId session = active();
        SendMessage message = message(session, "m-1", "hello");
        Entry first = host().send(BOT, message);
        carla().end(EndSession.of(session));

        Entry again = host().send(BOT, message);

        assertThat(again).isEqualTo(first);
        assertThat(texts(log(session))).containsOnlyOnce("hello");
    }

    @Test
    void the_id_of_another_message_is_refused_whichever_voice_has_it() {
        SessionId session = active();
        host().send(BOT, message(session, "m-1", "hello"));
        carla().send(message(session, "m-2", "hello"));

        assertThat(List.of(
                        refusalOf(() -> host().send(BOT, message(session, "m-1", "other")))
                                .code(),
                        refusalOf(() -> host().send(Voice.SYSTEM, message(session, "m-1", "hello")))
                                .code(),
                        refusalOf(() -> host().send(
                                                Voice.bot("other", "Shipping bot"), message(session, "m-1", "hello")))
                                .code(),
                        refusalOf(() -> host().send(BOT, message(session, "m-2", "hello")))
                                .code(),
                        refusalOf(() -> carla().send(message(session, "m-1", "hello")))
                                .code()))
                .containsOnly(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void a_message_in_the_customers_name_is_theirs_and_takes_the_session_off_hold() {
        SessionId session = active();
        anton().hold(session);

        Entry mailed = host().send(Voice.CUSTOMER, SendMessage.of(session, "I wrote this as a mail"));

        assertThat(mailed.author().type()).isEqualTo(ParticipantType.CUSTOMER);
        assertThat(mailed.author().id()).isEqualTo(CARLA);
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(anton().session(session).unreadCount()).isEqualTo(1);
    }

    @Test
    void the_system_and_bots_leave_a_session_on_hold() {
        SessionId session = active();
        anton().hold(session);

        host().send(Voice.SYSTEM, SendMessage.of(session, "a notice"));
        host().send(BOT, SendMessage.of(session, "a message"));

        assertThat(stored(session).state()).isEqualTo(SessionState.ON_HOLD);
    }

    @Test
    void after_the_end_the_host_sends_nothing_more() {
        SessionId session = ended();

        assertThat(refusalOf(() -> host().send(Voice.SYSTEM, SendMessage.of(session, "late")))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void a_message_that_breaks_a_rule_is_refused() {
        SessionId session = active();
        SendMessage.Builder files = SendMessage.builder(session, "see").attachments(List.of(new AttachmentId("a-1")));
        SendMessage.Builder reply = SendMessage.builder(session, "yes").replyTo(new EntryId("unknown"));

        assertThat(List.of(
                        refusalOf(() -> host().send(BOT, SendMessage.of(session, " ")))
                                .code(),
                        refusalOf(() -> host().send(BOT, SendMessage.of(session, "x".repeat(5001))))
                                .code(),
                        refusalOf(() -> host().send(BOT, files.build())).code(),
                        refusalOf(() -> host().send(BOT, reply.build())).code()))
                .containsOnly(ErrorCode.INVALID_MESSAGE);
        assertThat(refusalOf(() -> host().send(BOT, SendMessage.of(new SessionId("unknown"), "hello")))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void rich_content_of_the_host_is_stored_whatever_participants_may_send() {
        SessionId session = active();
        RichContent content = new RichContent("card", 1, "{\"title\":\"Order 4711\"}");

        Entry sent = host().send(
                        BOT,
                        SendMessage.builder(session, "Order 4711")
                                .content(content)
                                .build());

        assertThat(sent.content()).isEqualTo(content);
    }

    @Test
    void content_filters_judge_what_the_host_sends() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .contentFilters(List.of(ContentFilters.refusing(ContentFilters.words("words", List.of("gizmo")))))
                .build());
        SessionId session = started();

        assertThat(refusalOf(() -> host().send(BOT, SendMessage.of(session, "a gizmo")))
                        .code())
                .isEqualTo(ErrorCode.CONTENT_REJECTED);
    }

    @Test
    void the_host_takes_from_no_participants_budget() {
        Limit once = new Limit(1, Duration.ofHours(1));
        restart(unlimited().customerMessages(once).newSessions(once).maxOpenSessions(1));
        SessionId session = startedByHost("s-1");
        startedByHost("s-2");

        for (int i = 0; i < 3; i++) {
            host().send(Voice.CUSTOMER, SendMessage.of(session, "from a mail"));
        }

        SessionId own = started();
        assertThat(carlaSays(own, "my own").text()).isEqualTo("my own");
        assertThat(refusalOf(() -> carla().start(StartSession.PLAIN)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void a_session_of_the_hosts_does_not_count_among_those_that_the_customer_may_have_open() {
        restart(unlimited().maxOpenSessions(2));
        started();
        startedByHost("s-1");

        started();

        assertThat(refusalOf(() -> carla().start(StartSession.PLAIN)).code()).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(store.openSessionsOf(stored(new SessionId("s-1")).customer().id()))
                .hasSize(3);
    }

    @Test
    void a_session_that_the_host_starts_is_the_customers_and_starting_it_again_returns_it() {
        StartSession request = StartSession.builder()
                .id(new SessionId("s-1"))
                .initialMessage("Where is my order?")
                .build();

        SessionView first = host().start(CARLA_HERSELF, request);
        SessionView again = host().start(CARLA_HERSELF, request);

        watched(first.session().id());
        assertThat(again.session()).isEqualTo(first.session());
        assertThat(carla().current().orElseThrow().session()).isEqualTo(first.session());
        assertThat(carla().currentOrStart(StartSession.PLAIN).session()).isEqualTo(first.session());
        assertThat(log(first.session().id())).anySatisfy(entry -> {
            assertThat(entry.text()).isEqualTo("Where is my order?");
            assertThat(entry.author().id()).isEqualTo(CARLA);
        });
    }

    @Test
    void of_many_who_start_a_session_for_a_customer_at_once_each_gets_one() {
        List<SessionView> started = Crowd.all(
                8,
                i -> host().start(
                                CARLA_HERSELF,
                                StartSession.builder()
                                        .id(new SessionId("s-" + i))
                                        .build()));

        started.forEach(view -> watched(view.session().id()));
        assertThat(started).extracting(view -> view.session().openSlot()).doesNotHaveDuplicates();
    }

    @Test
    void the_host_starts_no_session_for_agents_guests_nobody_and_under_anothers_id() {
        started("carl");
        SessionId anothers = watched(customer("carl")
                .start(StartSession.builder().id(new SessionId("s-1")).build())
                .session()
                .id());
        StartSession taken = StartSession.builder().id(anothers).build();

        assertThat(refusalOf(() -> host().start(Principal.agent(ANTON, Role.AGENT, null, null), StartSession.PLAIN))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> host().start(
                                        Principal.builder(Role.CUSTOMER, "guest-1")
                                                .guest(true)
                                                .build(),
                                        StartSession.PLAIN))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> host().start(Principal.ANONYMOUS, StartSession.PLAIN))
                        .code())
                .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> host().start(CARLA_HERSELF, taken)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
    }

    @Test
    void consent_is_not_asked_for_and_a_wrong_one_is_refused() {
        restart(unlimited().consent(new ConsentText("v2", Map.of("en", "We keep what you write."), true)));

        SessionId session = startedByHost("s-1");

        assertThat(stored(session).consent()).isNull();
        assertThat(refusalOf(() -> host().start(
                                        CARLA_HERSELF,
                                        StartSession.builder()
                                                .consentVersion("v1")
                                                .build()))
                        .code())
                .isEqualTo(ErrorCode.INVALID_SESSION);
    }

    @Test
    void nothing_is_done_in_the_name_of_a_customer_who_is_blocked_and_the_system_may_still_write() {
        SessionId session = active();
        supervisor("sue")
                .blocks()
                .block(BlockRequest.builder(BlockSubject.customer(new CustomerId(CARLA)))
                        .build());

        assertThat(refusalOf(() -> host().send(Voice.CUSTOMER, SendMessage.of(session, "from a mail")))
                        .code())
                .isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
        assertThat(refusalOf(() -> host().start(CARLA_HERSELF, StartSession.PLAIN))
                        .code())
                .isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
        assertThat(host().send(Voice.SYSTEM, SendMessage.of(session, "a notice"))
                        .text())
                .isEqualTo("a notice");
    }

    @Test
    void an_end_by_the_host_is_one_by_the_system_and_ending_again_changes_nothing() {
        SessionId session = active();

        SessionView ended =
                host().end(EndSession.builder(session).reason("order cancelled").build());
        SessionView again = host().end(EndSession.of(session));

        Ending ending = Objects.requireNonNull(ended.session().ending());
        assertThat(ending.by()).isEqualTo(EndedBy.SYSTEM);
        assertThat(ending.reason()).isEqualTo("order cancelled");
        assertThat(again.session()).isEqualTo(ended.session());
    }

    @Test
    void the_host_gives_sessions_to_agents_and_to_queues() {
        SessionId session = started();
        anton();
        agent("berta");

        host().transfer(TransferSession.toAgent(session, agentId(ANTON)).build());
        assertThat(owner(session)).isEqualTo(ANTON);
        host().transfer(TransferSession.toAgent(session, agentId("berta")).build());
        assertThat(owner(session)).isEqualTo("berta");
        host().transfer(TransferSession.toQueue(session).build());

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
        assertThat(records(session))
                .filteredOn(record -> HostChat.ACTOR.equals(record.actor()))
                .extracting(AuditRecord::action)
                .containsExactly("SESSION_ASSIGNED", "SESSION_TRANSFERRED", "SESSION_TRANSFERRED");
    }

    @Test
    void a_transfer_to_an_agent_without_a_free_slot_needs_force() {
        restart(unlimited().agentCapacity(1));
        active();
        SessionId other = started();
        TransferSession.Builder toAnton = TransferSession.toAgent(other, agentId(ANTON));

        assertThat(refusalOf(() -> host().transfer(toAnton.build())).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        host().transfer(toAnton.force(true).build());

        assertThat(owner(other)).isEqualTo(ANTON);
    }

    @Test
    void a_transfer_to_nobody_who_works_here_is_refused() {
        SessionId session = started();

        assertThat(List.of(
                        refusalOf(() -> host().transfer(TransferSession.toAgent(session, agentId("unknown"))
                                        .build()))
                                .code(),
                        refusalOf(() -> host().transfer(TransferSession.toDepartment(session, "unknown")
                                        .build()))
                                .code(),
                        refusalOf(() -> host().transfer(TransferSession.toQueue(session)
                                        .note("why")
                                        .build()))
                                .code()))
                .containsOnly(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void every_act_is_audited_as_the_hosts() {
        SessionId session = startedByHost("s-1");
        host().send(BOT, message(session, "m-1", "hello"));
        host().send(Voice.SYSTEM, message(session, "m-2", "hello"));
        host().end(EndSession.of(session));

        assertThat(records(session)).allSatisfy(record -> {
            assertThat(record.actor()).isEqualTo(HostChat.ACTOR);
            assertThat(record.role()).isNull();
        });
        assertThat(records(session))
                .extracting(AuditRecord::action, AuditRecord::detail)
                .containsExactly(
                        tuple("SESSION_STARTED", "customer=" + CARLA),
                        tuple("MESSAGE_SENT", "message=m-1 as=BOT bot=shipping"),
                        tuple("MESSAGE_SENT", "message=m-2 as=SYSTEM"),
                        tuple("SESSION_ENDED", "by=SYSTEM"));
    }

    @Test
    void the_host_reads_the_transcript_and_the_counts() {
        SessionId session = active();
        carlaSays(session, "hello");
        antonSays(session, "good morning");
        host().send(BOT, SendMessage.of(session, "by the way"));
        started("carl");

        assertThat(texts(host().messages(MessagesQuery.page(session, 1, 10)).messages()))
                .containsExactly("hello", "good morning", "by the way");
        assertThat(host().session(session).session()).isEqualTo(stored(session));
        assertThat(host().openSessionCounts()).isEqualTo(new OpenSessionCounts(1, 1, 0));
    }

    @Test
    void the_host_sees_the_agents_as_they_see_each_other() {
        SessionId session = started("carla");
        antonSays(session, "good morning");
        anton().choosePresence(Presence.AWAY);

        assertThat(host().agents()).isEqualTo(anton().agents());
        assertThat(host().agents()).extracting(Colleague::presence).containsExactly(Presence.AWAY);
        assertThat(host().agents()).extracting(Colleague::openSessions).containsExactly(1);
    }
}
