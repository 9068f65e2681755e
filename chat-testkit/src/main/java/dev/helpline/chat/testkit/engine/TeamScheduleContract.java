package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.SessionMacro;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two agents and two supervisors act on one session at random, at two engines over one store. In most schedules the node of one agent and one
 * supervisor vanishes in the middle of a commit, which is stored or not; they go on at the other node, and do what they did last once more. In every
 * second schedule routing offers the session whenever it waits, and in the end agents claim and decline it in the moment in which its offer runs out.
 * Whatever happens: the session has one owner or none, or is offered to one agent, its audit chain explains each change of the owner and of the
 * offer, no agent has more than the capacity, and the counts of the store are those of its rows.
 */
abstract class TeamScheduleContract extends EngineTest {
    private static final int SCHEDULES = 6;
    private static final int ACTS = 8;
    private static final List<String> CREW = List.of("ada", "bob", "sue", "tom");
    private static final List<Priority> PRIORITIES =
            List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT);
    private static final String DEPARTMENT = "Billing";
    private static final Duration OFFER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration OFFER_AGAIN = Duration.ofSeconds(1);

    /** How many schedules are played in a long run, if not as many as fit into {@link #LONG}. */
    private static final @Nullable Integer MANY = Integer.getInteger("helpline.schedules");

    private static final Duration LONG = Duration.ofSeconds(20);

    /** What an agent may be told who acts on a session that others change. */
    private static final Set<ErrorCode> EXPECTED =
            Set.of(ErrorCode.SESSION_CONFLICT, ErrorCode.FORBIDDEN, ErrorCode.SESSION_NOT_OPEN);

    private int vanished;
    private int offers;
    private int timedOut;

    @Test
    void whatever_agents_and_supervisors_do_at_once_a_session_has_one_owner_whom_the_log_explains() {
        IntStream.range(0, SCHEDULES).forEach(this::play);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void so_it_is_in_many_schedules() {
        long end = System.nanoTime() + LONG.toNanos();
        int schedules = 0;
        while (MANY == null ? System.nanoTime() < end : schedules < MANY) {
            play(SCHEDULES + schedules++);
        }

        assertThat(vanished).as("of %d", schedules).isGreaterThan(schedules / 8);
        assertThat(offers).as("of %d", schedules).isGreaterThan(schedules / 10);
        assertThat(timedOut).as("of %d", schedules).isGreaterThan(schedules / 10);
    }

    /** Of every second schedule, routing offers the session whenever it waits. */
    private static ChatPolicy.Builder policyOf(boolean offering) {
        RoutingPolicy.Builder routing = RoutingPolicy.builder();
        if (offering) {
            routing.strategy(RoutingStrategies.roundRobin())
                    .offerTimeout(OFFER_TIMEOUT)
                    .offerAgainAfter(OFFER_AGAIN);
        }
        return unlimited().agentCapacity(3).routing(routing.build());
    }

    private void play(int seed) {
        boolean offering = seed % 2 == 1;
        restart(policyOf(offering));
        CREW.forEach(name -> desk(engine, name).choosePresence(Presence.ONLINE));
        Random random = new Random(seed);
        MortalNode other = new MortalNode(
                store, own -> engineBuilder(own, policyOf(offering).build()).build());
        SessionId session = started("customer-" + seed);
        other.dieAtCommit(1 + random.nextInt(3 * ACTS), random.nextBoolean());
        whileTimePasses(
                offering ? Duration.ofMillis(100) : Duration.ofMillis(1),
                () -> Crowd.all(CREW.size(), i -> {
                    actAtRandom(i % 2 == 0 ? null : other, CREW.get(i), session, 31L * seed + i);
                    return i;
                }));
        vanished += other.isDead() ? 1 : 0;
        other.die();
        settle();
        if (offering) {
            raceForAnOffer(session, random);
        }

        assertExplained(session, seed);
        assertCounted(seed);
        whileTimePasses(() -> supervisorOf(engine).end(EndSession.of(session)));
    }

    /** The session is offered again, and in the moment in which the time of the offer is up, agents claim and decline. */
    private void raceForAnOffer(SessionId session, Random random) {
        whileTimePasses(() -> attempt(() ->
                supervisorOf(engine).transfer(TransferSession.toQueue(session).build())));
        passSlowly(OFFER_AGAIN);
        passSlowly(OFFER_TIMEOUT);
        int[] acts = random.ints(CREW.size(), 0, 4).toArray();
        Crowd.all(CREW.size() + 1, i -> {
            if (i == CREW.size()) {
                time.advance(Duration.ofSeconds(1));
                return true;
            }
            AgentDesk desk = desk(engine, CREW.get(i));
            return switch (acts[i]) {
                case 0 -> attempt(() -> desk.claim(session));
                case 1 -> attempt(() -> desk.decline(session));
                default -> false; // lets the time run out
            };
        });
        settle();
    }

    private static AgentDesk desk(ChatEngine at, String name) {
        return at.agent(Principal.agent(name, roleOf(name), name, DEPARTMENT));
    }

    private static AgentDesk supervisorOf(ChatEngine at) {
        return desk(at, "sue");
    }

    private static Role roleOf(String name) {
        return CREW.indexOf(name) < 2 ? Role.AGENT : Role.SUPERVISOR;
    }

    /** Acts at the node as long as it lives, then at the other one; what was not confirmed is done once more. */
    private void actAtRandom(@Nullable MortalNode node, String name, SessionId session, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ACTS; i++) {
            long act = random.nextLong();
            if (node == null || node.isDead() || !isDone(node, name, session, act)) {
                act(desk(engine, name), session, act);
            }
        }
    }

    /** Returns whether the node lived until it had replied. */
    private static boolean isDone(MortalNode node, String name, SessionId session, long act) {
        try {
            act(desk(node.engine(), name), session, act);
            return true;
        } catch (ChatException refusal) {
            if (node.isDead() && refusal.code() == ErrorCode.STORE_UNAVAILABLE) {
                return false;
            }
            throw refusal;
        } catch (StoreException failure) {
            assertThat(node.isDead()).isTrue();
            return false;
        }
    }

    /** Does one of the acts, which may be refused. */
    private static void act(AgentDesk desk, SessionId session, long act) {
        var unused = attempt(() -> act(desk, session, new Random(act)));
    }

    /** Whether the act was not refused, as acts are where others act at once. */
    private static boolean attempt(Runnable act) {
        try {
            act.run();
            return true;
        } catch (ChatException refusal) {
            if (!EXPECTED.contains(refusal.code())) {
                throw refusal;
            }
            return false;
        }
    }

    private static void act(AgentDesk desk, SessionId session, Random random) {
        AgentId colleague = new AgentId(CREW.get(random.nextInt(CREW.size())));
        String word = "t" + random.nextInt(30);
        switch (random.nextInt(19)) {
            case 0, 1 -> desk.claim(session);
            case 2 -> desk.assign(session, colleague, random.nextBoolean());
            case 3, 4, 5 ->
                desk.transfer(TransferSession.toAgent(session, colleague)
                        .note("@" + colleague)
                        .build());
            case 6 ->
                desk.transfer(TransferSession.toDepartment(session, DEPARTMENT).build());
            case 7, 8 -> desk.transfer(TransferSession.toQueue(session).build());
            case 9, 10 -> desk.takeOver(session);
            case 11 -> desk.hold(session);
            case 12 -> desk.resume(session);
            case 13 -> desk.escalate(session, word);
            case 14 ->
                desk.apply(SessionMacro.builder(session)
                        .addTags(List.of(word))
                        .priority(PRIORITIES.get(random.nextInt(PRIORITIES.size())))
                        .reply(SendMessage.of(session, word))
                        .build());
            case 15, 16 -> desk.decline(session);
            case 17 -> desk.choosePresence(random.nextInt(3) == 0 ? Presence.AWAY : Presence.ONLINE);
            default -> desk.note(AddNote.of(session, word));
        }
    }

    /** Follows the owner through the audit chain; each change has to begin with the owner whom the one before left. */
    private void assertExplained(SessionId id, long seed) {
        Session session = stored(id);
        @Nullable String owner = null;
        @Nullable String offered = null;
        for (AuditRecord record : store.auditAfter(id, 0, 10_000)) {
            String detail = String.valueOf(record.detail());
            switch (record.action()) {
                case "SESSION_OFFERED" -> {
                    assertThat(owner)
                            .as("seed %d: owner before %s", seed, detail)
                            .isNull();
                    assertThat(offered)
                            .as("seed %d: offer before %s", seed, detail)
                            .isNull();
                    offered = part(detail, "agent");
                    offers++;
                }
                case "OFFER_ENDED" -> {
                    assertThat(part(detail, "agent"))
                            .as("seed %d: offer before %s", seed, detail)
                            .isEqualTo(offered);
                    offered = null;
                    timedOut += part(detail, "cause").equals("TIMED_OUT") ? 1 : 0;
                }
                case "SESSION_ASSIGNED" -> {
                    offered = null;
                    assertThat(owner)
                            .as("seed %d: owner before %s", seed, detail)
                            .isNull();
                    owner = detail.startsWith("agent=") ? detail.substring("agent=".length()) : part(detail, "to");
                }
                case "SESSION_TRANSFERRED" -> {
                    offered = null;
                    assertThat(String.valueOf(owner))
                            .as("seed %d: owner before %s", seed, detail)
                            .isEqualTo(part(detail, "from"));
                    owner = part(detail, "to").equals("null") ? null : part(detail, "to");
                }
                default -> {}
            }
        }
        Assignment assignment = session.assignment();
        assertThat(assignment == null ? null : assignment.agent().value())
                .as("seed %d: owner of %s", seed, session)
                .isEqualTo(owner);
        assertThat(session.state() == SessionState.WAITING).isEqualTo(owner == null);
        Offer offer = session.offer();
        assertThat(offer == null ? null : offer.agent().value())
                .as("seed %d: offer of %s", seed, session)
                .isEqualTo(offered);
        for (String name : CREW) {
            assertThat(store.openSessionsOf(new AgentId(name)).contains(session))
                    .as("seed %d: %s has %s", seed, name, session)
                    .isEqualTo(name.equals(owner) || name.equals(offered));
        }
    }

    private static String part(String detail, String name) {
        for (String part : detail.split(" ", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " in " + detail);
    }

    private void assertCounted(long seed) {
        List<Session> open = CREW.stream()
                .map(name -> store.openSessionsOf(new AgentId(name)))
                .flatMap(Collection::stream)
                .toList();

        assertThat(store.openSessionsPerAgent())
                .as("seed " + seed)
                .isEqualTo(CREW.stream()
                        .map(AgentId::new)
                        .filter(agent -> !store.openSessionsOf(agent).isEmpty())
                        .collect(Collectors.toMap(agent -> agent, agent ->
                                (long) store.openSessionsOf(agent).size())));
        assertThat(store.openSessionCounts().active()
                        + store.openSessionCounts().onHold()
                        + store.offeredSessions(1000).size())
                .as("seed " + seed)
                .isEqualTo(open.size());
    }
}
