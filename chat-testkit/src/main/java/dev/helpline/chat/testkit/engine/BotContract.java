package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.bot.BotReply;
import dev.helpline.chat.spi.bot.BotTurn;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bot answers each message of a customer who waits for a first agent once, and delays neither customers nor agents. */
abstract class BotContract extends EngineTest {
    private static final Voice BOT = Voice.bot("helper", "Helper");
    private static final String LISTENER = "auto-responder";

    private final Queue<BotTurn> asked = new ConcurrentLinkedQueue<>();
    private volatile AutoResponder responder =
            turn -> BotReply.say("re: " + turn.message().text());

    @BeforeEach
    void openBot() {
        Assumptions.assumeTrue(store instanceof OutboxStore, "the store keeps no outbox");
        engine.close();
        engine = withBot(store, Duration.ofSeconds(10));
    }

    private ChatEngine withBot(ChatStore over, Duration timeout) {
        return closing(engineBuilder(over, unlimited().build())
                .autoResponder(
                        BOT,
                        turn -> {
                            asked.add(turn);
                            return responder.reply(turn);
                        },
                        timeout)
                .build());
    }

    private void awaitDealtWith() {
        Await.until(() -> engine.outbox().counts(LISTENER).waiting() == 0);
    }

    private List<String> saidBy(ParticipantType type, SessionId session) {
        return log(session).stream()
                .filter(entry -> entry.isMessage() && entry.author().type() == type)
                .map(Entry::text)
                .toList();
    }

    private List<String> botsTexts(SessionId session) {
        return saidBy(ParticipantType.BOT, session);
    }

    @Test
    void a_customer_who_waits_is_answered_by_the_bot_which_is_marked() {
        SessionId session = started();

        carlaSays(session, "hello");
        awaitDealtWith();
        carlaSays(session, "are you there?");
        awaitDealtWith();

        assertThat(botsTexts(session)).containsExactly("re: hello", "re: are you there?");
        Entry first = carla().poll(everything(session, null)).messages().stream()
                .filter(entry -> entry.text().equals("re: hello"))
                .findFirst()
                .orElseThrow();
        assertThat(first.author()).isEqualTo(new Author(ParticipantType.BOT, "helper", "Helper", null));
        assertThat(asked)
                .last()
                .extracting(turn -> texts(turn.history()))
                .isEqualTo(List.of("hello", "re: hello", "are you there?"));
        assertThat(store.auditAfter(session, 0, 10))
                .filteredOn(record -> record.action().equals("MESSAGE_SENT"))
                .extracting(AuditRecord::actor)
                .containsOnly(HostChat.ACTOR);
    }

    @Test
    void once_the_bot_hands_over_it_says_no_more_and_agents_read_why() {
        responder = turn -> BotReply.builder()
                .text("I ask a colleague.")
                .handOver("wants a refund")
                .build();
        SessionId session = started();
        carlaSays(session, "refund!");
        awaitDealtWith();
        responder = turn -> BotReply.say("again");

        carlaSays(session, "hello?");
        awaitDealtWith();

        assertThat(botsTexts(session)).containsExactly("I ask a colleague.");
        assertThat(asked).hasSize(1);
        Entry handedOver = anton().poll(everything(session, null)).messages().stream()
                .filter(entry -> EventType.of(entry)
                        .filter(EventType.BOT_HANDED_OVER::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(handedOver.text()).isEqualTo("wants a refund");
        assertThat(handedOver.metadata()).isEqualTo("{\"by\":\"helper\"}");
        assertThat(carla().poll(everything(session, null)).messages())
                .extracting(Entry::type)
                .doesNotContain(EventType.BOT_HANDED_OVER.type());
        assertThat(store.auditAfter(session, 0, 10))
                .extracting(AuditRecord::action)
                .containsOnlyOnce("BOT_HANDED_OVER");
    }

    @Test
    void a_bot_may_have_no_answer() {
        responder = turn -> BotReply.NONE;
        SessionId session = started();

        carlaSays(session, "hello");
        awaitDealtWith();

        assertThat(botsTexts(session)).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_session_that_has_or_had_an_agent_is_the_agents() {
        SessionId session = active();
        carlaSays(session, "hello");
        anton().transfer(TransferSession.toQueue(session).build());
        carlaSays(session, "anyone?");

        awaitDealtWith();

        assertThat(asked).isEmpty();
        assertThat(botsTexts(session)).isEmpty();
    }

    @Test
    void an_answer_is_dropped_if_an_agent_comes_while_the_bot_thinks() {
        SessionId session = started();
        responder = turn -> {
            anton().claim(session);
            return BotReply.builder().text("late").handOver("late, too").build();
        };

        carlaSays(session, "hello");
        awaitDealtWith();

        assertThat(asked).hasSize(1);
        assertThat(botsTexts(session)).isEmpty();
        assertThat(log(session)).extracting(Entry::type).doesNotContain(EventType.BOT_HANDED_OVER.type());
    }

    @Test
    void a_bot_that_fails_is_asked_again_with_the_next_message_only() {
        responder = turn -> {
            throw new IllegalStateException("no");
        };
        SessionId session = started();
        carlaSays(session, "one");
        awaitDealtWith();
        responder = turn -> BotReply.say("re: " + turn.message().text());

        carlaSays(session, "two");
        awaitDealtWith();

        assertThat(botsTexts(session)).containsExactly("re: two");
        assertThat(engine.outbox().counts(LISTENER).dead()).isZero();
    }

    @Test
    void an_answer_that_breaks_a_rule_is_dropped() {
        responder = turn -> BotReply.say(" ");
        SessionId session = started();

        carlaSays(session, "one");
        awaitDealtWith();

        assertThat(botsTexts(session)).isEmpty();
        assertThat(engine.outbox().counts(LISTENER).dead()).isZero();
    }

    @Test
    void a_bot_that_hangs_delays_no_customer_no_agent_and_no_other_session() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        SessionId stuck = started();
        responder = turn -> {
            if (turn.session().id().equals(stuck)) {
                hangs.countDown();
                never.await();
            }
            return BotReply.say("re: " + turn.message().text());
        };
        carlaSays(stuck, "one");
        hangs.await();

        SessionId other = started("carl");
        customer("carl").send(SendMessage.of(other, "hello"));
        Await.until(() -> !botsTexts(other).isEmpty());
        anton().claim(stuck);
        carlaSays(stuck, "two");
        antonSays(stuck, "here I am");

        assertThat(botsTexts(stuck)).isEmpty();
        never.countDown();
        awaitDealtWith();
        assertThat(botsTexts(stuck)).isEmpty();
    }

    @Test
    void a_bot_has_a_limited_time() {
        engine.close();
        engine = withBot(store, Duration.ofMillis(20));
        AtomicInteger interrupted = new AtomicInteger();
        responder = turn -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
            return BotReply.say("too late");
        };
        SessionId session = started();

        carlaSays(session, "one");
        awaitDealtWith();

        Await.until(() -> interrupted.get() == 1);
        assertThat(botsTexts(session)).isEmpty();
    }

    @Test
    void of_messages_that_came_while_the_bot_thought_the_newest_is_answered() throws InterruptedException {
        CountDownLatch thinks = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        responder = turn -> {
            thinks.countDown();
            mayAnswer.await();
            return BotReply.say("re: " + turn.message().text());
        };
        SessionId session = started();
        carlaSays(session, "one");
        thinks.await();
        carlaSays(session, "two");
        carlaSays(session, "three");
        mayAnswer.countDown();
        awaitDealtWith();

        assertThat(botsTexts(session)).containsExactly("re: one", "re: three");
    }

    @Test
    void several_engines_answer_each_message_once() {
        ChatEngine other = withBot(store, Duration.ofSeconds(10));
        SessionId session = started();

        for (int i = 0; i < 10; i++) {
            carlaSays(session, "message " + i);
            awaitDealtWith();
        }
        settle();

        assertThat(botsTexts(session)).hasSize(10).doesNotHaveDuplicates();
        assertThat(other.outbox().counts(LISTENER).waiting()).isZero();
    }

    @Test
    void a_message_that_comes_again_after_a_crash_gets_no_second_answer() {
        engine.close();
        FaultyStore forgetful = new FaultyStore(store);
        engine = withBot(forgetful, Duration.ofSeconds(10));
        AtomicInteger answers = new AtomicInteger();
        responder = turn -> {
            forgetful.otherWritesFail(answers.incrementAndGet() == 1); // the answer is a commit, and goes through
            return BotReply.say("answer " + answers.get());
        };
        SessionId session = started();

        carlaSays(session, "hello");
        Await.until(() -> answers.get() == 1 && !botsTexts(session).isEmpty());
        forgetful.otherWritesFail(false);
        whileTimePasses(() -> {
            awaitDealtWith();
            return true;
        });

        assertThat(botsTexts(session)).containsExactly("answer 1");
    }

    @Test
    void a_message_that_is_a_minute_old_is_left_to_the_agents() {
        engine.close();
        assertThat(store.takeLease(
                        "outbox:" + LISTENER,
                        "other",
                        time.instant(),
                        time.instant().plusSeconds(90)))
                .isTrue();
        engine = withBot(store, Duration.ofSeconds(10));
        SessionId session = started();
        carlaSays(session, "old");
        time.advance(Duration.ofSeconds(91));

        whileTimePasses(() -> {
            awaitDealtWith();
            return true;
        });
        assertThat(asked).isEmpty();
        carlaSays(session, "new");
        awaitDealtWith();

        assertThat(botsTexts(session)).containsExactly("re: new");
    }

    @Test
    void a_bot_has_a_bots_voice_and_a_time_within_bounds() {
        ChatEngine.Builder builder = ChatEngine.builder(store);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.autoResponder(Voice.SYSTEM, responder));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.autoResponder(BOT, responder, Duration.ofSeconds(31)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.durableListener(LISTENER, event -> {}));
    }
}
