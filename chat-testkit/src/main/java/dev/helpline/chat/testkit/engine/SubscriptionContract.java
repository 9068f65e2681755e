package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.core.subscription.SubscriptionEnd.Reason;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Subscriptions: one delivery at a time, in order, with a cursor from which any other way of reading goes on. */
abstract class SubscriptionContract extends EngineTest {
    private final Inbox inbox = new Inbox();

    @Test
    void the_first_delivery_comes_at_once_and_shows_the_session() {
        SessionId session = active();
        carlaSays(session, "hello");

        subscribe(carla(), session, null, inbox);

        assertThat(inbox.answers()).hasSize(1);
        assertThat(inbox.answers().get(0).view().session().state()).isEqualTo(SessionState.ACTIVE);
        assertThat(inbox.entries()).extracting(EngineTest::word).contains("hello");
    }

    @Test
    void the_first_delivery_comes_even_if_the_subscriber_has_everything() {
        SessionId session = active();
        String cursor = upToDate(session);

        subscribe(carla(), session, cursor, inbox);

        assertThat(inbox.answers()).hasSize(1);
        assertThat(inbox.entries()).isEmpty();
    }

    @Test
    void what_is_written_later_is_delivered_once_and_in_order() {
        SessionId session = active();
        subscribe(carla(), session, upToDate(session), inbox);

        for (int i = 1; i <= 50; i++) {
            antonSays(session, "m" + i);
            carlaSays(session, "c" + i);
        }
        workers.awaitIdle();

        assertThat(inbox.entries())
                .extracting(Entry::seq)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(inbox.entries()).hasSize(100);
    }

    @Test
    void a_long_log_is_delivered_in_parts() {
        SessionId session = active();
        for (int i = 1; i <= 250; i++) {
            antonSays(session, "m" + i);
        }

        subscribe(carla(), session, null, inbox);

        assertThat(inbox.entries())
                .extracting(Entry::seq)
                .isEqualTo(log(session).stream().map(Entry::seq).toList());
        assertThat(inbox.answers())
                .hasSizeGreaterThan(2)
                .allSatisfy(answer -> assertThat(answer.messages()).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void an_end_and_a_rating_are_delivered() {
        SessionId session = active();
        subscribe(carla(), session, null, inbox);

        anton().end(EndSession.of(session));
        carla().rate(RateSession.of(session, 5));
        workers.awaitIdle();

        assertThat(inbox.entries()).extracting(EngineTest::word).endsWith("session_ended", "session_rated");
        assertThat(last(inbox).view().session()).isEqualTo(stored(session));
    }

    @Test
    void nothing_is_delivered_twice_for_one_change() {
        SessionId session = ended();
        subscribe(carla(), session, null, inbox);

        passSlowly(Duration.ofSeconds(5));

        assertThat(inbox.answers()).hasSize(1);
    }

    // --- receivers --------------------------------------------------------------------------------------------------

    @Test
    void a_busy_receiver_gets_the_rest_in_one_delivery_once_it_has_room() {
        SessionId session = active();
        inbox.hold();
        subscribe(carla(), session, upToDate(session), inbox);

        for (int i = 1; i <= 30; i++) {
            antonSays(session, "m" + i);
        }
        workers.awaitIdle();
        int whileBusy = inbox.answers().size();
        inbox.makeRoom();
        workers.awaitIdle();

        assertThat(whileBusy).isEqualTo(1);
        assertThat(inbox.answers()).hasSize(2);
        assertThat(inbox.entries()).hasSize(30);
    }

    @Test
    void a_receiver_that_is_too_slow_is_told_where_to_go_on() {
        SessionId session = active();
        subscribe(carla(), session, upToDate(session), inbox);
        antonSays(session, "one");
        workers.awaitIdle();
        inbox.hold();
        antonSays(session, "two");
        workers.awaitIdle();

        pass(Subscription.PATIENCE.minusMillis(1));
        boolean early = inbox.end().isDone();
        pass(Duration.ofMillis(1));

        assertThat(early).isFalse();
        SubscriptionEnd end = answerOf(inbox.end());
        assertThat(end.reason()).isEqualTo(Reason.RECEIVER_TOO_SLOW);
        assertThat(texts(carla().poll(everything(session, end.cursor().orElseThrow()))))
                .containsExactly("two");
    }

    @Test
    void a_receiver_that_fails_ends_its_subscription() {
        SessionId session = active();
        inbox.hold();
        subscribe(carla(), session, null, inbox);

        inbox.fail();

        assertThat(answerOf(inbox.end()).reason()).isEqualTo(Reason.RECEIVER_FAILED);
        assertThat(answerOf(inbox.end()).cursor()).isEmpty();
    }

    @Test
    void a_cancelled_subscription_delivers_nothing_more_and_leaves_nothing_behind() {
        SessionId session = active();
        workers.awaitIdle();
        int before = time.waitingTasks();
        inbox.hold();
        Subscription subscription = subscribe(carla(), session, null, inbox);

        subscription.cancel();
        subscription.cancel();
        inbox.makeRoom();
        antonSays(session, "one");
        workers.awaitIdle();

        assertThat(inbox.answers()).hasSize(1);
        assertThat(inbox.end()).isNotDone();
        assertThat(time.waitingTasks()).isEqualTo(before);
    }

    @Test
    void two_thousand_subscriptions_hold_no_thread() {
        SessionId session = active();
        List<Inbox> inboxes = new ArrayList<>();
        int threads = Thread.activeCount();
        for (int i = 0; i < 2000; i++) {
            inboxes.add(new Inbox());
            carla().subscribe(everything(session, null), inboxes.get(i));
        }
        int threadsMeanwhile = Thread.activeCount();

        antonSays(session, "one");
        workers.awaitIdle();

        // other test classes may run at the same time and start threads of their own
        assertThat(threadsMeanwhile).isLessThan(threads + 2000 / 20);
        assertThat(inboxes)
                .allSatisfy(each ->
                        assertThat(each.entries()).extracting(Entry::text).endsWith("one"));
    }

    // --- permission -----------------------------------------------------------------------------------------

    @Test
    void another_customer_cannot_subscribe() {
        SessionId session = active();

        assertThat(refusalOf(() -> customer("mallory").subscribe(everything(session, null), inbox))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void an_expired_token_ends_a_subscription_though_nothing_happens() {
        SessionId session = active();
        CustomerChat carla = engine.customer(validFor(Principal.customer(CARLA, null), Duration.ofSeconds(5)));
        subscribe(carla, session, null, inbox);
        String cursor = last(inbox).cursor();

        pass(Duration.ofMillis(4999));
        boolean early = inbox.end().isDone();
        passSlowly(Duration.ofSeconds(2));

        assertThat(early).isFalse();
        SubscriptionEnd end = answerOf(inbox.end());
        assertThat(end.reason()).isEqualTo(Reason.TOKEN_EXPIRED);
        assertThat(end.refusal().orElseThrow().code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(end.cursor()).contains(cursor);
    }

    @Test
    void nothing_is_delivered_once_the_token_has_expired() {
        SessionId session = active();
        CustomerChat carla = engine.customer(validFor(Principal.customer(CARLA, null), Duration.ofMillis(5500)));
        subscribe(carla, session, upToDate(session), inbox);

        passSlowly(Duration.ofSeconds(5));
        pass(Duration.ofMillis(500));
        antonSays(session, "too late");

        assertThat(answerOf(inbox.end()).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
        assertThat(inbox.entries()).isEmpty();
    }

    @Test
    void a_deactivated_agent_is_told_nothing_that_is_written_afterwards() {
        SessionId session = active();
        subscribe(anton(), session, upToDate(session), inbox);

        engine.setAgentActive(agentId(ANTON), false);
        carlaSays(session, "not for Anton");

        SubscriptionEnd end = answerOf(inbox.end());
        assertThat(end.reason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(end.refusal().orElseThrow().code()).isEqualTo(ErrorCode.AGENT_INACTIVE);
        assertThat(inbox.entries()).extracting(Entry::text).doesNotContain("not for Anton");
    }

    @Test
    void a_deactivated_agents_subscription_ends_within_a_second() {
        SessionId session = active();
        subscribe(anton(), session, upToDate(session), inbox);

        engine.setAgentActive(agentId(ANTON), false);
        pass(TICK);

        assertThat(answerOf(inbox.end()).reason()).isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void closing_the_engine_ends_all_subscriptions() {
        SessionId session = active();
        subscribe(carla(), session, null, inbox);
        CustomerChat carla = carla();

        engine.close();
        Inbox late = new Inbox();
        carla.subscribe(everything(session, null), late);

        assertThat(answerOf(inbox.end()).reason()).isEqualTo(Reason.ENGINE_CLOSED);
        assertThat(answerOf(late.end()).reason()).isEqualTo(Reason.ENGINE_CLOSED);
    }

    @Test
    void a_subscribed_customer_who_waits_never_expires() {
        SessionId session = started();
        subscribe(carla(), session, null, inbox);

        passSlowly(Duration.ofMinutes(31));

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    // --- one feed, one cursor -------------------------------------------------------------------------------

    @Test
    void what_another_engine_writes_is_delivered_within_a_second() {
        SessionId session = active();
        ChatEngine other = engineOver(store, unlimited().build());
        other.customer(Principal.customer(CARLA, null)).subscribe(everything(session, null), inbox);
        workers.awaitIdle();

        antonSays(session, "from here");
        pass(TICK);

        assertThat(inbox.entries()).extracting(Entry::text).endsWith("from here");
    }

    @Test
    void a_client_that_changes_the_way_it_reads_at_random_gets_each_entry_once_and_in_order() {
        for (int seed = 0; seed < 20; seed++) {
            changeAtRandom(new Random(seed), seed);
        }
    }

    /** Both sides write while Carla's client reads, now by one way, now by another, at one of two engines. */
    private void changeAtRandom(Random random, int seed) {
        SessionId session = started("customer-" + seed);
        ChatEngine other = engineOver(store, unlimited().build());
        CompletableFuture<Void> writers = CompletableFuture.runAsync(() -> write(session, "customer-" + seed));
        List<Entry> got = new ArrayList<>();
        String cursor = null;
        while (!writers.isDone() || got.size() < log(session).size()) {
            ChatEngine at = random.nextBoolean() ? engine : other;
            CustomerChat reader = at.customer(Principal.customer("customer-" + seed, null));
            PollRequest request = PollRequest.everything(session, cursor).toBuilder()
                    .limit(1 + random.nextInt(20))
                    .build();
            List<PollAnswer> answers = switch (random.nextInt(3)) {
                case 0 -> List.of(reader.poll(request));
                case 1 -> List.of(answerInTime(reader.pollAsync(request.waiting(Duration.ofMillis(500)))));
                default -> subscribedForAWhile(reader, request, random);
            };
            for (PollAnswer answer : answers) {
                got.addAll(answer.messages());
                cursor = answer.cursor();
            }
        }

        assertThat(got).as("seed %s", seed).isEqualTo(log(session));
        other.close();
    }

    private List<PollAnswer> subscribedForAWhile(CustomerChat reader, PollRequest request, Random random) {
        Inbox box = new Inbox();
        if (random.nextInt(4) == 0) {
            box.hold();
        }
        Subscription subscription = reader.subscribe(request, box);
        for (int i = random.nextInt(4); i > 0; i--) {
            pass(Duration.ofMillis(300));
        }
        subscription.cancel();
        workers.awaitIdle();
        return box.answers();
    }

    private void write(SessionId session, String customer) {
        for (int i = 0; i < 40; i++) {
            (i % 3 == 0 ? (ChatParticipant) customer(customer) : anton()).send(SendMessage.of(session, "m" + i));
        }
    }

    // --- helpers --------------------------------------------------------------------------------------------

    private Subscription subscribe(ChatParticipant reader, SessionId session, @Nullable String after, Inbox into) {
        Subscription subscription = reader.subscribe(everything(session, after), into);
        workers.awaitIdle();
        return subscription;
    }

    private String upToDate(SessionId session) {
        return carla().poll(everything(session, null)).cursor();
    }

    private static PollAnswer last(Inbox inbox) {
        List<PollAnswer> answers = inbox.answers();
        return answers.get(answers.size() - 1);
    }

    private Accepted validFor(Principal principal, Duration valid) {
        return new Accepted(principal, time.instant().plus(valid));
    }
}
