package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedIds;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the parts of the contract share: an engine without limits over an empty store before each test, the vocabulary
 * of the tests, and a check of every session's counters after each test.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class EngineTest {
    static final String CARLA = "carla";
    static final String ANTON = "anton";
    static final Duration TICK = Duration.ofSeconds(1);

    final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    final ScriptedIds ids = new ScriptedIds();
    final Workers workers = new Workers();

    private final List<ChatEngine> engines = new ArrayList<>();
    private final Queue<SessionId> sessions = new ConcurrentLinkedQueue<>();

    ChatStore store;
    ChatEngine engine;

    abstract ChatEngineContract contract();

    @BeforeEach
    void openEngine() {
        store = contract().newStore();
        engine = engineOver(store, unlimited().build());
    }

    @AfterEach
    void closeEngines() {
        engines.forEach(ChatEngine::close);
        workers.close();
        sessions.forEach(session -> Books.assertRight(store, session));
        store.close();
    }

    // --- engines ------------------------------------------------------------------------------------------------

    /** Returns a policy without limits, except those that a test sets. */
    static ChatPolicy.Builder unlimited() {
        return ChatPolicy.builder()
                .customerMessages(null)
                .agentMessages(null)
                .newSessions(null)
                .maxOpenSessions(1000)
                .agentCapacity(1000);
    }

    /** Returns a builder with scripted time and ids, and with our workers. */
    ChatEngine.Builder engineBuilder(ChatStore over, ChatPolicy policy) {
        return ChatEngine.builder(over)
                .policy(policy)
                .clock(time)
                .scheduler(time)
                .ids(ids)
                .executor(workers);
    }

    ChatEngine engineOver(ChatStore over, ChatPolicy policy) {
        return closing(engineBuilder(over, policy).build());
    }

    /** Closes the engine after the test. */
    ChatEngine closing(ChatEngine made) {
        engines.add(made);
        return made;
    }

    /** Closes the engine, and continues with a new one over the same store. */
    void restart(ChatPolicy.Builder policy) {
        engine.close();
        engine = engineOver(store, policy.build());
    }

    /** Lets time pass, and waits for the housekeeping that is due. */
    void pass(Duration duration) {
        time.advance(duration);
        workers.awaitIdle();
    }

    /** Waits until no engine has commands under way and the workers are idle, for what engines do by themselves. */
    void settle() {
        do {
            workers.awaitIdle();
            Await.until(() -> !isBusy());
            workers.awaitIdle();
        } while (isBusy());
    }

    private boolean isBusy() {
        return engines.stream().anyMatch(each -> each.load().commandsWaiting() > 0);
    }

    /** Lets time pass in ticks, as it passes in production. */
    void passSlowly(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            pass(TICK);
        }
    }

    /** Lets the time pass that a session may wait beside an idle agent, and waits for what routing does. */
    void passASecond() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMillis(100));
            settle();
        }
    }

    // --- people and what they do ----------------------------------------------------------------------------------

    CustomerChat customer(String id) {
        return engine.customer(Principal.customer(id, null));
    }

    CustomerChat carla() {
        return customer(CARLA);
    }

    AgentDesk agent(String id) {
        return engine.agent(Principal.agent(id, Role.AGENT, null, null));
    }

    AgentDesk anton() {
        return agent(ANTON);
    }

    AgentDesk supervisor(String id) {
        return engine.agent(Principal.agent(id, Role.SUPERVISOR, null, null));
    }

    /** Registers the session for the check after the test. */
    SessionId watched(SessionId session) {
        sessions.add(session);
        return session;
    }

    /** Starts a session of Carla's, which waits. */
    SessionId started() {
        return started(CARLA);
    }

    SessionId started(String customer) {
        return watched(customer(customer).start(StartSession.PLAIN).session().id());
    }

    /** Starts a session of Carla's, which Anton claims. */
    SessionId active() {
        SessionId session = started();
        anton().claim(session);
        return session;
    }

    SessionId ended() {
        SessionId session = active();
        anton().end(EndSession.of(session));
        return session;
    }

    Entry carlaSays(SessionId session, String text) {
        return carla().send(SendMessage.of(session, text));
    }

    Entry antonSays(SessionId session, String text) {
        return anton().send(SendMessage.of(session, text));
    }

    /** Checks where a mark stands. */
    static Consumer<ReadMark> stands(long deliveredSeq, long readSeq) {
        return mark -> assertThat(List.of(mark.deliveredSeq(), mark.readSeq())).containsExactly(deliveredSeq, readSeq);
    }

    // --- what is there ----------------------------------------------------------------------------------------------

    Session stored(SessionId session) {
        return store.findSession(session).orElseThrow();
    }

    /** Returns the id of the agent who has the session. */
    String owner(SessionId session) {
        Assignment assignment = stored(session).assignment();
        return assignment == null ? "unknown" : assignment.agent().value();
    }

    List<Entry> log(SessionId session) {
        return Books.log(store, session);
    }

    static SendMessage message(SessionId session, String id, String text) {
        return SendMessage.of(session, new EntryId(id), text);
    }

    static PollRequest everything(SessionId session, @Nullable String after) {
        return PollRequest.everything(session, after);
    }

    static List<String> texts(PollAnswer answer) {
        return answer.messages().stream().map(Entry::text).toList();
    }

    static List<String> texts(List<Entry> entries) {
        return entries.stream().map(Entry::text).toList();
    }

    /** Returns the text of a message, or the type of an event. */
    static String word(Entry entry) {
        return entry.isMessage() ? entry.text() : entry.type();
    }

    /** Snapshot and deltas show the same as a fresh snapshot. */
    static void assertSame(Inbox followed, ChatParticipant reader, SessionId session) {
        PollAnswer last = followed.answers().get(followed.answers().size() - 1);
        PollAnswer fresh = reader.poll(everything(session, null));
        assertThat(last.view()).isEqualTo(fresh.view());
        assertThat(last.cursor()).isEqualTo(fresh.cursor());
        assertThat(followed.entries()).isEqualTo(fresh.messages());
    }

    static SessionActivity activity(ChatParticipant reader, SessionId session) {
        return reader.session(session).activity();
    }

    static boolean isTyping(ChatParticipant reader, SessionId session) {
        return !activity(reader, session).typing().isEmpty();
    }

    static AgentId agentId(String id) {
        return new AgentId(id);
    }

    /** Returns the refusal of a call. */
    static ChatException refusalOf(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(ChatException.class);
        return (ChatException) thrown;
    }

    /** Returns the value of a stage that completes without scripted time passing. */
    static <T> T answerOf(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** The value of a stage that needs time to pass; lets as much of it pass as is needed, in small steps. */
    <T> T answerInTime(CompletionStage<T> stage) {
        CompletableFuture<T> answer = inTime(stage);
        return answerOf(answer);
    }

    /** Does something while time passes, more slowly than in life; for what several engines do against each other. */
    <T> T whileTimePasses(Supplier<T> doing) {
        return whileTimePasses(Duration.ofMillis(1), doing);
    }

    /** The same in steps of this length. */
    <T> T whileTimePasses(Duration step, Supplier<T> doing) {
        CompletableFuture<T> done = CompletableFuture.supplyAsync(doing);
        while (!Await.isDoneSoon(done)) {
            pass(step);
        }
        return answerOf(done);
    }

    /** Lets time pass until the stage has ended, one way or the other. */
    <T> CompletableFuture<T> inTime(CompletionStage<T> stage) {
        return inTime(stage, Duration.ofMillis(100));
    }

    /** The same in steps of this length: short ones where other threads need time for what they do between two. */
    <T> CompletableFuture<T> inTime(CompletionStage<T> stage, Duration step) {
        CompletableFuture<T> answer = stage.toCompletableFuture();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Await.isDoneSoon(answer) && System.nanoTime() < end) {
            pass(step);
        }
        return answer;
    }

    /** Throws what a future that has ended failed with, as a blocking call would. */
    static void joined(CompletableFuture<?> ended) {
        try {
            ended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }
}
