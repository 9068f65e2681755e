package dev.helpline.chat.core.internal.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentChanged;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentSeen;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.AgentDirectory;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Admits agents: enrols those whom the directory does not know, rejects those who are deactivated, and notes when each was last seen.
 * Keeps what it read from the directory for some seconds, so that not every call reads it. Thread-safe.
 */
public final class AgentRoster implements ClusterLink.Receiver {
    /** How long this node may take to notice that another one deactivated an agent. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    /** How often, at most, the times at which agents were seen are stored. */
    private static final Duration WRITE_INTERVAL = Duration.ofSeconds(10);

    /** How many agents are listed. */
    static final int MAX_LISTED = 1000;

    private final AgentDirectory directory;
    private final InstantSource clock;
    private final Scheduler time;
    private final ClusterLink cluster;
    private final int capacity;
    private final ConcurrentMap<AgentId, Instant> unwritten = new ConcurrentHashMap<>();
    /** When agents called this node, by elapsed time. */
    private final ConcurrentMap<AgentId, Long> seenHere = new ConcurrentHashMap<>();

    /** When agents who had been absent called other nodes, by elapsed time, according to the cluster bus. */
    private final ConcurrentMap<AgentId, Long> seenElsewhere = new ConcurrentHashMap<>();

    /** The agents as the directory knew them a moment ago. */
    private volatile Map<AgentId, Agent> listed = Map.of();

    /** Whether the list was needed since it was read. */
    private volatile boolean isAsked;

    /** Whether an agent has come or was changed since the list was read. */
    private volatile boolean isOutdated = true;

    private final Cache<AgentId, Known> known =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private volatile long writtenAtNanos;
    private volatile Runnable onChange = () -> {};
    private volatile Runnable onArrival = () -> {};

    private record Known(Agent agent, long atNanos) {}

    /**
     * A roster over a directory.
     *
     * @param capacity of an agent for whom the directory has none
     */
    public AgentRoster(
            AgentDirectory directory, InstantSource clock, Scheduler time, ClusterLink cluster, int capacity) {
        this.cluster = cluster;
        this.capacity = capacity;
        this.directory = directory;
        this.clock = clock;
        this.time = time;
        this.writtenAtNanos = time.nanoTime();
    }

    /** Returns the agent of a principal; rejects one that is deactivated. */
    public Agent admit(Principal principal) {
        AgentId id = new AgentId(principal.id());
        Instant now = clock.instant();
        Known remembered = known.getIfPresent(id);
        if (remembered == null || !isWithin(BELIEVED, remembered.atNanos()) || !isOf(remembered.agent(), principal)) {
            Agent enrolled = directory.enroll(Agent.builder(id, now)
                    .name(principal.name())
                    .email(principal.email())
                    .department(principal.department())
                    .role(principal.role())
                    .build());
            remembered = new Known(enrolled, time.nanoTime());
            known.put(id, remembered);
        }
        if (!remembered.agent().active()) {
            throw new ChatException(ErrorCode.AGENT_INACTIVE, "agent " + id + " is deactivated");
        }
        unwritten.put(id, now);
        Long before = seenHere.put(id, time.nanoTime());
        if (before == null || !isWithin(WaitEstimate.AGENT_SEEN_WITHIN, before)) {
            isOutdated = true;
            cluster.tell(List.of(new AgentSeen(id)));
            onArrival.run();
        }
        return remembered.agent();
    }

    /**
     * Returns the principal as an admitted agent acts: with the name and the department of the directory if the agent is managed, and of a
     * role that both the token and the directory grant.
     */
    public static Principal acting(Principal principal, Agent agent) {
        if (!agent.managed()) {
            return principal;
        }
        Role role = agent.role().compareTo(principal.role()) < 0 ? agent.role() : principal.role();
        return Principal.builder(role, principal.id())
                .name(agent.name() == null ? principal.name() : agent.name())
                .email(agent.email() == null ? principal.email() : agent.email())
                .phone(principal.phone())
                .department(agent.mainDepartment())
                .externalRef(principal.externalRef())
                .build();
    }

    /** Stores what the agent chose and returns the agent. */
    public Agent choosePresence(AgentId id, Presence presence) {
        directory.choosePresence(id, presence, clock.instant());
        changed(id);
        cluster.tell(List.of(new AgentChanged(id)));
        return directory
                .findAgent(id)
                .orElseThrow(() -> new ChatException(ErrorCode.INVALID_REQUEST, "there is no agent " + id));
    }

    /** The agent of this id, if the directory has one that is active. */
    public Optional<Agent> findActive(AgentId id) {
        return directory.findAgent(id).filter(Agent::active);
    }

    /** The agent was changed in the directory, by this node or another one. */
    public void changed(AgentId id) {
        known.invalidate(id);
        isOutdated = true;
        onChange.run();
    }

    /** Has {@code listener}, which must return at once, run after each change of an agent. */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Has {@code listener}, which must return at once, run when an agent calls this node who did not call it for a while. */
    public void onArrival(Runnable listener) {
        onArrival = listener;
    }

    /** The agents who are online, of the first thousand; reads the directory. */
    public List<Agent> online() {
        return directory.firstAgents(MAX_LISTED).stream()
                .filter(agent -> presenceOf(agent) == Presence.ONLINE)
                .toList();
    }

    /** The first thousand agents, with the times at which they were seen. */
    public List<Agent> list() {
        writeSeen();
        return directory.firstAgents(MAX_LISTED);
    }

    /** How many agents were seen since an instant. */
    public int countSeenSince(Instant since) {
        writeSeen();
        return directory.countAgentsSeenSince(since);
    }

    /** The agents as others see them, without their sessions: as of some seconds ago, and of this moment where this node or the bus knows. */
    public List<Colleague> team() {
        isAsked = true;
        if (isOutdated) {
            readList();
        }
        return listed.values().stream().map(agent -> colleague(agent, 0)).toList();
    }

    /** All agents of the directory as others see them, in the order of their ids, with the numbers of their open sessions. */
    public List<Colleague> colleagues(Map<AgentId, Long> openSessions) {
        return list().stream()
                .map(agent -> colleague(agent, openSessions.getOrDefault(agent.id(), 0L)))
                .toList();
    }

    /** The agent as others see one. */
    public Colleague colleague(Agent agent, long openSessions) {
        return Colleague.builder(agent)
                .presence(presenceOf(agent))
                .openSessions((int) Math.min(openSessions, Integer.MAX_VALUE))
                .capacity(capacityOf(agent))
                .build();
    }

    /** How many sessions the agent may have at once. */
    public int capacityOf(Agent agent) {
        Integer own = agent.capacity();
        return own == null ? capacity : own;
    }

    private Presence presenceOf(Agent agent) {
        return agent.active() && isPresent(agent) ? agent.presence() : Presence.OFFLINE;
    }

    /**
     * Whether the agent is online by choice and was seen within {@link WaitEstimate#AGENT_SEEN_WITHIN}: on this node, or on another one as of
     * some seconds ago. The cluster bus tells only that an agent came; that the agent is still there is in the directory by then. Reads no
     * store.
     */
    public boolean isOnline(AgentId id) {
        isAsked = true;
        Known remembered = known.getIfPresent(id);
        Agent agent =
                remembered != null && isWithin(BELIEVED, remembered.atNanos()) ? remembered.agent() : listed.get(id);
        return agent == null ? isHere(id) : presenceOf(agent) == Presence.ONLINE;
    }

    private boolean isPresent(Agent agent) {
        Instant since = clock.instant().minus(WaitEstimate.AGENT_SEEN_WITHIN);
        return isHere(agent.id()) || !agent.seenAt().isBefore(since);
    }

    private boolean isHere(AgentId id) {
        Long here = seenHere.get(id);
        Long elsewhere = seenElsewhere.get(id);
        return (here != null && isWithin(WaitEstimate.AGENT_SEEN_WITHIN, here))
                || (elsewhere != null && isWithin(WaitEstimate.AGENT_SEEN_WITHIN, elsewhere));
    }

    /** An agent called another node just now, according to the cluster bus. */
    public void seenElsewhere(AgentId agent) {
        if (seenElsewhere.size() < MAX_LISTED) {
            seenElsewhere.put(agent, time.nanoTime());
        }
        if (!listed.containsKey(agent)) {
            isOutdated = true;
        }
    }

    @Override
    public void received(String node, ClusterNotice notice) {
        if (notice instanceof AgentChanged told) {
            changed(told.agent());
        }
    }

    @Override
    public void mayHaveMissed() {
        isOutdated = true;
    }

    /** Stores when agents were seen here, and asks when they were seen elsewhere, unless that was done lately. */
    public void shareSeenNowAndThen() {
        if (isWithin(WRITE_INTERVAL, writtenAtNanos)) {
            return;
        }
        writeSeen();
        if (isAsked) {
            isAsked = false;
            readList();
        }
    }

    private void readList() {
        isOutdated = false;
        Map<AgentId, Agent> read = new LinkedHashMap<>();
        directory.firstAgents(MAX_LISTED).forEach(agent -> read.put(agent.id(), agent));
        listed = Collections.unmodifiableMap(read);
    }

    private void writeSeen() {
        writtenAtNanos = time.nanoTime();
        seenHere.values().removeIf(nanos -> !isWithin(WaitEstimate.AGENT_SEEN_WITHIN, nanos));
        seenElsewhere.values().removeIf(nanos -> !isWithin(WaitEstimate.AGENT_SEEN_WITHIN, nanos));
        Map<AgentId, Instant> seen = new HashMap<>(unwritten);
        if (!seen.isEmpty()) {
            directory.agentsSeen(seen);
            seen.forEach(unwritten::remove);
        }
    }

    private boolean isWithin(Duration last, long sinceNanos) {
        return time.nanoTime() - sinceNanos <= last.toNanos();
    }

    private static boolean isOf(Agent agent, Principal principal) {
        return agent.managed()
                || (agent.role() == principal.role()
                        && Objects.equals(agent.name(), principal.name())
                        && Objects.equals(agent.email(), principal.email())
                        && Objects.equals(agent.mainDepartment(), principal.department()));
    }
}
