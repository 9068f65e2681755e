package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.inbox.Inbox;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that the host has added to the inbox are carried out once, in order, and refused ones are kept. */
abstract class InboxContract extends EngineTest {
    private static final Voice BOT = Voice.bot("shop", "Shop");
    private static final Principal CARLA_HERSELF = Principal.customer(CARLA, "Carla");
    private static final DeliveryPolicy TWICE = DeliveryPolicy.builder()
            .attempts(2)
            .firstPause(Duration.ofMinutes(5))
            .build();

    private final List<InboxCommand> refused = new CopyOnWriteArrayList<>();
    private InboxStore inboxStore;

    @BeforeEach
    void openInbox() {
        Assumptions.assumeTrue(store instanceof InboxStore, "the store has no inbox");
        inboxStore = (InboxStore) store;
        engine.close();
        engine = withInbox(unlimited());
    }

    private ChatEngine withInbox(ChatPolicy.Builder policy) {
        return closing(
                engineBuilder(store, policy.build()).inbox(refused::add, TWICE).build());
    }

    private Inbox inbox() {
        return engine.inbox();
    }

    private void add(InboxCommand... commands) {
        List.of(commands).forEach(inboxStore::addCommand);
    }

    /** Has everything carried out that is due. */
    private void carryOut() {
        inbox().look();
        Await.until(() -> inboxStore.sessionsWithCommands(time.instant(), 1).isEmpty());
    }

    private static InboxCommand start(String session) {
        return InboxCommands.start(CARLA_HERSELF, StartSession.withId(new SessionId(session)));
    }

    private static InboxCommand say(String session, String id, String text) {
        return InboxCommands.send(BOT, message(new SessionId(session), id, text));
    }

    private static InboxCommand end(String session) {
        return InboxCommands.end(
                new EntryId("end-of-" + session),
                EndSession.builder(new SessionId(session)).reason("cancelled").build());
    }

    @Test
    void a_session_is_started_written_to_and_ended_in_the_order_in_which_that_was_added() {
        add(start("s1"), say("s1", "m1", "one"), say("s1", "m2", "two"), end("s1"));

        carryOut();

        SessionId session = watched(new SessionId("s1"));
        assertThat(log(session).stream().map(EngineTest::word))
                .containsExactly("session_started", "one", "two", "session_ended");
        assertThat(stored(session).customer().id().value()).isEqualTo(CARLA);
        assertThat(inbox().counts()).isEqualTo(InboxCounts.of(0, 0));
        assertThat(store.auditAfter(session, 0, 10))
                .extracting(AuditRecord::actor)
                .containsOnly(HostChat.ACTOR);
    }

    @Test
    void every_part_of_a_request_gets_through() {
        Principal customer = CARLA_HERSELF.toBuilder()
                .email("carla@example.com")
                .phone("+49 30 1234")
                .build();
        StartSession request = StartSession.builder()
                .id(new SessionId("s1"))
                .topic(Topic.builder()
                        .subject("Order 4711")
                        .category("orders")
                        .externalRef("4711")
                        .requestedPriority(Priority.HIGH)
                        .context("{\"cart\":3}")
                        .locale("de-DE")
                        .build())
                .claimedStart(time.instant().minusSeconds(5))
                .initialMessage("Where is it?")
                .initialMessageId(new EntryId("m0"))
                .build();
        SessionId other = customer("carl")
                .start(request.toBuilder().id(new SessionId("s2")).build())
                .session()
                .id();
        watched(other);
        SendMessage rich = SendMessage.builder(new SessionId("s1"), "Order 4711")
                .id(new EntryId("m1"))
                .metadata("{\"a\":1}")
                .claimedAt(time.instant().minusSeconds(4))
                .content(new RichContent("card", 1, "{\"title\":\"Order 4711\"}"))
                .build();
        SendMessage mailed = SendMessage.builder(new SessionId("s1"), "by mail")
                .id(new EntryId("m2"))
                .replyTo(new EntryId("m1"))
                .build();
        EndSession end = EndSession.builder(new SessionId("s1"))
                .reason("done")
                .outcome(Outcome.RESOLVED)
                .claimedAt(time.instant().plusSeconds(1))
                .build();

        add(
                InboxCommands.start(customer, request),
                InboxCommands.send(BOT, rich),
                InboxCommands.send(Voice.CUSTOMER, mailed),
                InboxCommands.send(Voice.SYSTEM, message(new SessionId("s1"), "m3", "paid")),
                InboxCommands.end(new EntryId("e1"), end));
        carryOut();

        Session session = stored(watched(new SessionId("s1")));
        assertThat(session.topic()).isEqualTo(stored(other).topic());
        assertThat(session.timeline().claimedStart())
                .isEqualTo(stored(other).timeline().claimedStart());
        assertThat(session.customer().email()).isEqualTo("carla@example.com");
        assertThat(session.customer().phone()).isEqualTo("+49 30 1234");
        assertThat(log(session.id()).stream().map(EngineTest::word))
                .containsSubsequence("Where is it?", "Order 4711", "by mail", "paid");
        assertThat(store.findEntry(session.id(), new EntryId("m0"))
                        .orElseThrow()
                        .text())
                .isEqualTo("Where is it?");
        Entry bots = store.findEntry(session.id(), new EntryId("m1")).orElseThrow();
        assertThat(bots.author()).isEqualTo(new Author(ParticipantType.BOT, "shop", "Shop", null));
        assertThat(bots.metadata()).isEqualTo(rich.metadata());
        assertThat(bots.content()).isEqualTo(rich.content());
        assertThat(bots.claimedAt()).isEqualTo(rich.claimedAt());
        Entry customers = store.findEntry(session.id(), new EntryId("m2")).orElseThrow();
        assertThat(customers.author().id()).isEqualTo(CARLA);
        assertThat(customers.replyTo()).isEqualTo(new EntryId("m1"));
        assertThat(store.findEntry(session.id(), new EntryId("m3"))
                        .orElseThrow()
                        .author())
                .isEqualTo(Author.SYSTEM);
        Ending ending = Objects.requireNonNull(session.ending());
        assertThat(List.of(ending.reason(), ending.outcome())).containsExactly("done", Outcome.RESOLVED);
        assertThat(ending.claimedAt()).isEqualTo(end.claimedAt());
    }

    @Test
    void commands_that_come_twice_have_one_effect() {
        InboxCommand[] all = {start("s1"), say("s1", "m1", "one"), end("s1")};
        add(all);
        carryOut();

        add(all);
        carryOut();

        SessionId session = watched(new SessionId("s1"));
        assertThat(log(session).stream().map(EngineTest::word))
                .containsExactly("session_started", "one", "session_ended");
        assertThat(refused).isEmpty();
    }

    @Test
    void an_end_that_comes_twice_ends_no_session_that_was_reopened_in_between() {
        engine.close();
        engine = withInbox(unlimited().reopenWindow(Duration.ofHours(1)));
        SessionId session = active();
        InboxCommand end = InboxCommands.end(new EntryId("e1"), EndSession.of(session));
        add(end);
        carryOut();
        carla().reopen(session);

        add(end);
        carryOut();

        assertThat(stored(session).state()).isNotEqualTo(SessionState.ENDED);
        add(InboxCommands.end(new EntryId("e2"), EndSession.of(session)));
        carryOut();
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
        assertThat(log(session).stream()
                        .filter(entry -> EventType.of(entry)
                                .filter(EventType.SESSION_ENDED::equals)
                                .isPresent()))
                .hasSize(2);
    }

    @Test
    void a_refused_command_is_told_and_kept_and_the_next_one_goes_on() {
        SessionId session = ended();
        SessionId open = active();
        add(
                InboxCommands.send(BOT, message(session, "m1", "late")),
                InboxCommands.send(BOT, message(open, "m2", "  ")),
                InboxCommands.send(BOT, message(open, "m3", "fine")));

        carryOut();

        assertThat(texts(log(open))).contains("fine");
        assertThat(refused).hasSize(2).allSatisfy(command -> {
            assertThat(command.attempts()).isEqualTo(1);
            assertThat(command.dueAt()).isNull();
        });
        assertThat(refused)
                .extracting(command -> Objects.requireNonNull(command.failure()).split(":", -1)[0])
                .containsExactlyInAnyOrder(ErrorCode.SESSION_NOT_OPEN.name(), ErrorCode.INVALID_MESSAGE.name());
        assertThat(inbox().refused(0, 10)).containsExactlyInAnyOrderElementsOf(refused);
        assertThat(inbox().counts()).isEqualTo(InboxCounts.of(0, 2));
        carryOut();
        assertThat(refused).hasSize(2);
    }

    @Test
    void a_handler_that_fails_changes_nothing() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .inbox(command -> {
                    throw new IllegalStateException("no");
                })
                .build());
        SessionId session = active();
        add(say("unknown", "m1", "one"), InboxCommands.send(BOT, message(session, "m2", "two")));

        carryOut();

        assertThat(texts(log(session))).contains("two");
        assertThat(inbox().counts()).isEqualTo(InboxCounts.of(0, 1));
    }

    @Test
    void a_refused_command_is_tried_again_or_discarded_when_the_host_says_so() {
        add(say("s1", "m1", "one"), say("s1", "m2", "two"));
        carryOut();
        List<InboxCommand> kept = inbox().refused(0, 10);
        watched(engine.host()
                .start(CARLA_HERSELF, StartSession.withId(new SessionId("s1")))
                .session()
                .id());

        assertThat(inbox().retry(kept.get(0))).isTrue();
        assertThat(inbox().discard(kept.get(1))).isTrue();
        carryOut();

        assertThat(texts(log(new SessionId("s1")))).contains("one").doesNotContain("two");
        assertThat(inbox().counts()).isEqualTo(InboxCounts.of(0, 0));
        assertThat(inbox().retry(kept.get(0))).isFalse();
    }

    @Test
    void what_may_pass_is_tried_again_after_a_pause_and_holds_up_its_session_only() {
        withAFullQueue();
        add(start("s1"), say("s1", "m1", "one"), say("s2", "m2", "two"));

        carryOut();
        assertThat(inboxStore.commandsOf(new SessionId("s1"), 10))
                .extracting(InboxCommand::attempts)
                .containsExactly(1, 0);
        assertThat(texts(log(new SessionId("s2")))).contains("two");
        anton().claim(new SessionId("s2"));
        time.advance(Duration.ofMinutes(6));
        carryOut();

        assertThat(texts(log(watched(new SessionId("s1"))))).contains("one");
        assertThat(refused).isEmpty();
    }

    @Test
    void what_does_not_pass_is_refused_after_as_many_attempts_as_the_policy_allows() {
        withAFullQueue();
        add(start("s1"));

        carryOut();
        time.advance(Duration.ofMinutes(6));
        carryOut();

        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).attempts()).isEqualTo(2);
        assertThat(refused.get(0).failure()).startsWith(ErrorCode.QUEUE_FULL.name());
        assertThat(inbox().counts()).isEqualTo(InboxCounts.of(0, 1));
    }

    private void withAFullQueue() {
        engine.close();
        engine = withInbox(
                unlimited().routing(RoutingPolicy.builder().maxWaiting(1).build()));
        watched(engine.host()
                .start(CARLA_HERSELF, StartSession.withId(new SessionId("s2")))
                .session()
                .id());
    }

    @Test
    void of_several_engines_one_carries_out_each_command() {
        ChatEngine other = withInbox(unlimited());
        SessionId session = active();
        add(IntStream.range(0, 50)
                .mapToObj(i -> InboxCommands.send(BOT, message(session, "m" + i, "message " + i)))
                .toArray(InboxCommand[]::new));

        other.inbox().look();
        carryOut();

        assertThat(log(session).stream().filter(Entry::isMessage).map(Entry::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void when_the_engine_that_has_the_lease_is_closed_another_goes_on() {
        SessionId session = active();
        carryOut();
        ChatEngine other = withInbox(unlimited());
        engine.close();
        engine = other;
        add(InboxCommands.send(BOT, message(session, "m1", "one")));

        passSlowly(Duration.ofSeconds(2));
        Await.until(() -> inbox().counts().waiting() == 0);

        assertThat(texts(log(session))).contains("one");
    }

    @Test
    void without_a_look_a_command_is_carried_out_within_seconds() {
        SessionId session = active();
        add(InboxCommands.send(BOT, message(session, "m1", "one")));

        passSlowly(Duration.ofSeconds(2));

        Await.until(() -> texts(log(session)).contains("one"));
    }

    @Test
    void an_engine_without_an_inbox_carries_out_nothing_and_says_so() {
        engine.close();
        engine = engineOver(store, unlimited().build());
        SessionId session = active();
        add(InboxCommands.send(BOT, message(session, "m1", "one")));

        passSlowly(Duration.ofSeconds(2));
        settle();

        assertThat(texts(log(session))).doesNotContain("one");
        assertThatIllegalStateException().isThrownBy(() -> engine.inbox());
    }

    @Test
    void a_command_without_an_id_or_with_too_much_is_not_made() {
        SessionId session = new SessionId("s1");
        List<ThrowingCallable> wrong = List.of(
                () -> InboxCommands.start(CARLA_HERSELF, StartSession.PLAIN),
                () -> InboxCommands.send(BOT, SendMessage.of(session, "no id")),
                () -> InboxCommands.send(BOT, message(session, "m1", "x".repeat(InboxCommand.MAX_LENGTH))),
                () -> InboxCommands.send(BOT, message(session, "m1", "\u0000")),
                () -> InboxCommands.send(BOT, message(session, "m1", "\ud800")));

        assertThat(wrong)
                .allSatisfy(making -> assertThatIllegalArgumentException().isThrownBy(making));
        assertThat(InboxCommands.send(BOT, message(session, "m1", "fine")).values())
                .containsAllEntriesOf(Map.of("text", "fine", "botId", "shop"));
    }
}
