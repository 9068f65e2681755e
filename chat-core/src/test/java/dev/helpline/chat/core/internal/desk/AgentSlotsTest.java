package dev.helpline.chat.core.internal.desk;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.desk.AgentSlots.Budget;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.Announcer;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.Arrivals;
import dev.helpline.chat.core.internal.rules.AssignCommand;
import dev.helpline.chat.core.internal.rules.Assignee;
import dev.helpline.chat.core.internal.rules.ContentRules;
import dev.helpline.chat.core.internal.rules.Fingerprints;
import dev.helpline.chat.core.internal.rules.StartRules;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentSlotsTest {
    private static final Principal ANNA = Principal.agent("anna", Role.AGENT, "Anna", null);
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();

    private final AtomicInteger counter = new AtomicInteger();
    private final IdGenerator ids = () -> "id-" + counter.incrementAndGet();
    private final List<String> storeCalls = new CopyOnWriteArrayList<>();
    private final ChatStore store = recorded(new MemoryChatStore());
    private final LiveSessions sessions = engine();
    private final LiveSessions otherEngine = engine();

    @AfterEach
    void close() {
        for (LiveSessions engine : List.of(sessions, otherEngine)) {
            engine.startClosing();
            engine.close(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_claim_picks_its_slot_first_and_goes_to_the_store_once() {
        LiveSession live = started("s");
        storeCalls.clear();

        Session claimed = claim(sessions, live, 3);

        assertThat(claimed.agentSlot()).isEqualTo(1);
        assertThat(storeCalls).containsExactly("openSessionsOf", "commit");
    }

    @Test
    void a_claim_takes_the_lowest_slot_that_is_free() {
        claim(sessions, started("s1"), 3);
        claim(sessions, started("s2"), 3);

        assertThat(claim(sessions, started("s3"), 3).agentSlot()).isEqualTo(3);
    }

    @Test
    void an_agent_without_a_free_slot_is_told_so() {
        claim(sessions, started("s1"), 1);
        LiveSession second = started("s2");

        assertThatThrownBy(() -> claim(sessions, second, 1))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CONFLICT));
    }

    @Test
    void an_agent_without_a_free_slot_gets_the_session_that_another_engine_gave_to_the_agent() {
        LiveSession live = started("s");
        Session elsewhere = claim(otherEngine, otherEngine.find(live.id()).orElseThrow(), 1);

        assertThat(claim(sessions, live, 1)).isEqualTo(elsewhere);
    }

    private Session claim(LiveSessions engine, LiveSession live, int capacity) {
        AssignCommand command = new AssignCommand(new Actor(ANNA), Assignee.of(ANNA), POLICY, ids);
        Budget budget = new Budget(new AgentId("anna"), capacity, false);
        return Futures.await(executor -> new AgentSlots(node(), engine).submit(live, command, budget, executor));
    }

    private LiveSession started(String id) {
        StartRules rules = new StartRules(POLICY, ContentRules.NONE, ids, new Fingerprints(new byte[16]));
        SessionDraft draft = rules.draft(
                new SessionId(id),
                Principal.customer("of-" + id, null),
                StartSession.PLAIN,
                Arrivals.whileOpen(1, START));
        sessions.create(draft.toCommit(), sessions.deadline()).join();
        return sessions.find(new SessionId(id)).orElseThrow();
    }

    private LiveSessions engine() {
        return new LiveSessions(node(), Duration.ofSeconds(10), agent -> false);
    }

    private Node node() {
        return new Node(
                store,
                () -> START,
                new Standing(),
                ChatMetrics.NONE,
                Runnable::run,
                new Announcer(List.of(), (session, entries) -> {}),
                ClusterLink.none(),
                Duration.ofMinutes(1));
    }

    private ChatStore recorded(ChatStore recorded) {
        return (ChatStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChatStore.class}, (proxy, method, arguments) -> {
                    storeCalls.add(method.getName());
                    try {
                        return method.invoke(recorded, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A scheduler whose time stands still. */
    private static final class Standing implements Scheduler {
        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }
}
