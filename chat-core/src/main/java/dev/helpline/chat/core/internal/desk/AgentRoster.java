package dev.helpline.chat.core.internal.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentSeen;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.AgentDirectory;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Admits agents: enrols those whom the directory does not know, rejects those who are deactivated, and notes when each was last seen.
 * Keeps what it read from the directory for some seconds, so that not every call reads it. Thread-safe.
 */
public final class AgentRoster {
    /** How long this node may take to notice that another one deactivated an agent. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    /** How often, at most, the times at which agents were seen are stored. */
    private static final Duration WRITE_INTERVAL = Duration.ofSeconds(10);

    private static final int MAX_LISTED = 1000;

    private final AgentDirectory directory;
    private final InstantSource clock;
    private final Scheduler time;
    private final ClusterLink cluster;
    private final ConcurrentMap<AgentId, Instant> unwritten = new ConcurrentHashMap<>();
    /** When agents called this node, by elapsed time. */
    private final ConcurrentMap<AgentId, Long> seenHere = new ConcurrentHashMap<>();

    /** When agents who had been absent called other nodes, by elapsed time, according to the cluster bus. */
    private final ConcurrentMap<AgentId, Long> seenElsewhere = new ConcurrentHashMap<>();

    /** When agents were seen on any node, as the directory knew a moment ago. */
    private volatile Map<AgentId, Instant> seenAnywhere = Map.of();

    /** Whether {@link #isOnline} was asked since the directory was. */
    private volatile boolean isAsked;

    private final Cache<AgentId, Known> known =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private volatile long writtenAtNanos;

    private record Known(Agent agent, long atNanos) {}

    /** A roster over a directory. */
    public AgentRoster(AgentDirectory directory, InstantSource clock, Scheduler time, ClusterLink cluster) {
        this.cluster = cluster;
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
            cluster.tell(List.of(new AgentSeen(id)));
        }
        return remembered.agent();
    }

    /** The agent of this id, if the directory has one that is active. */
    public Optional<Agent> findActive(AgentId id) {
        return directory.findAgent(id).filter(Agent::active);
    }

    /** Activates or deactivates an agent: on this node at once, on others within seconds. Returns the agent as stored. */
    public Agent setActive(AgentId id, boolean active) {
        Agent agent = directory
                .findAgent(id)
                .orElseThrow(() -> new ChatException(ErrorCode.INVALID_REQUEST, "there is no agent " + id));
        Agent changed = agent.toBuilder().active(active).build();
        directory.saveAgent(changed);
        known.invalidate(id);
        return changed;
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

    /**
     * Whether the agent was seen within {@link WaitEstimate#AGENT_SEEN_WITHIN}: on this node, or on another one as of some seconds
     * ago. The cluster bus tells only that an agent came; that the agent is still there is in the directory by then. Reads no store.
     */
    public boolean isOnline(AgentId agent) {
        isAsked = true;
        Long here = seenHere.get(agent);
        Long elsewhere = seenElsewhere.get(agent);
        if ((here != null && isWithin(WaitEstimate.AGENT_SEEN_WITHIN, here))
                || (elsewhere != null && isWithin(WaitEstimate.AGENT_SEEN_WITHIN, elsewhere))) {
            return true;
        }
        Instant since = clock.instant().minus(WaitEstimate.AGENT_SEEN_WITHIN);
        return !seenAnywhere.getOrDefault(agent, Instant.EPOCH).isBefore(since);
    }

    /** An agent called another node just now, according to the cluster bus. */
    public void seenElsewhere(AgentId agent) {
        if (seenElsewhere.size() < MAX_LISTED) {
            seenElsewhere.put(agent, time.nanoTime());
        }
    }

    /** Stores when agents were seen here, and asks when they were seen elsewhere, unless that was done lately. */
    public void shareSeenNowAndThen() {
        if (isWithin(WRITE_INTERVAL, writtenAtNanos)) {
            return;
        }
        writeSeen();
        if (isAsked) {
            isAsked = false;
            seenAnywhere =
                    directory.firstAgents(MAX_LISTED).stream().collect(Collectors.toMap(Agent::id, Agent::seenAt));
        }
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
        return agent.role() == principal.role()
                && Objects.equals(agent.name(), principal.name())
                && Objects.equals(agent.department(), principal.department());
    }
}
