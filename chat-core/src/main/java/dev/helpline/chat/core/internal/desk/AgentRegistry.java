package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentChanged;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.AgentDirectory;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes agents in the directory, each change with its audit record. Thread-safe. */
public final class AgentRegistry {
    /** How many changes to an agent one call returns. */
    private static final int MAX_CHANGES = 1000;

    private static final int ATTEMPTS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(AgentRegistry.class);

    private final AgentDirectory directory;
    private final AuditLog audit;
    private final InstantSource clock;
    private final IdGenerator ids;
    private final AgentRoster roster;
    private final HandBack handBack;
    private final Node node;

    /** Changes the agents of a node's store. */
    public AgentRegistry(Node node, AgentRoster roster, HandBack handBack, IdGenerator ids) {
        this.directory = node.store();
        this.audit = node.store();
        this.clock = node.clock();
        this.ids = ids;
        this.roster = roster;
        this.handBack = handBack;
        this.node = node;
    }

    /**
     * Saves an agent as the request says.
     *
     * @param by the admin; null for the host
     */
    public Agent save(@Nullable Principal by, SaveAgent request) {
        Agent known = directory.findAgent(request.agent()).orElse(null);
        Agent wanted = wanted(known, request);
        long version = known == null ? 0 : known.version();
        if (version == request.replacedVersion()) {
            return stored(by, known, wanted).orElseGet(() -> savedMeanwhile(wanted));
        }
        return known != null && saysTheSame(known, wanted) ? known : savedMeanwhile(wanted);
    }

    private Agent wanted(@Nullable Agent known, SaveAgent request) {
        Agent.Builder agent = known == null ? neverSeen(request.agent()) : known.toBuilder();
        return agent.name(request.name())
                .email(request.email())
                .departments(request.departments())
                .skills(request.skills())
                .languages(request.languages())
                .role(request.role())
                .active(request.active())
                .capacity(request.capacity())
                .managed(true)
                .version(request.replacedVersion() + 1)
                .build();
    }

    /** So that no session is given to an agent who has not come yet. */
    private Agent.Builder neverSeen(AgentId agent) {
        return Agent.builder(agent, clock.instant()).seenAt(Instant.EPOCH);
    }

    /** The agent, if this call or one alike saved it; the outcome of a write may have been unknown at first. */
    private Agent savedMeanwhile(Agent wanted) {
        return directory
                .findAgent(wanted.id())
                .filter(now -> saysTheSame(now, wanted))
                .orElseThrow(() -> new ChatException(
                        ErrorCode.AGENT_CONFLICT,
                        "agent " + wanted.id() + " was changed meanwhile",
                        Map.of("field", "version")));
    }

    private static boolean saysTheSame(Agent now, Agent wanted) {
        return now.version() == wanted.version() && now.managed() && AgentDifferences.areNone(now, wanted);
    }

    /** Activates or deactivates an agent whom the directory knows; does nothing if that is so already. */
    public void setActive(AgentId id, boolean active) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Agent known = directory
                    .findAgent(id)
                    .orElseThrow(() -> new ChatException(ErrorCode.INVALID_REQUEST, "there is no agent " + id));
            if (known.active() == active) {
                roster.changed(id);
                return;
            }
            Agent wanted = known.toBuilder()
                    .active(active)
                    .version(known.version() + 1)
                    .build();
            if (stored(null, known, wanted).isPresent()) {
                return;
            }
        }
        throw CommandFailures.notStored("the change of agent " + id + " lost every race", null);
    }

    private Optional<Agent> stored(@Nullable Principal by, @Nullable Agent known, Agent wanted) {
        Instant now = millis(clock.instant());
        AuditSubject subject = AuditSubject.of(wanted.id());
        NewAudit said = NewAudit.by(
                by, AgentDifferences.action(known, wanted), AgentDifferences.detail(known, wanted), ids.newId());
        AuditRecord change = AuditChain.link(subject, audit.auditHead(subject), now, said);
        if (change.number() != wanted.version() || !directory.saveAgent(wanted, change)) {
            return Optional.empty();
        }
        roster.changed(wanted.id());
        node.cluster().tell(List.of(new AgentChanged(wanted.id())));
        if (!wanted.active()) {
            handBack(wanted.id());
        }
        return Optional.of(directory.findAgent(wanted.id()).orElse(wanted));
    }

    /** What fails now, the sweep does. */
    private void handBack(AgentId agent) {
        try {
            handBack.ofInactive(agent);
        } catch (StoreException | ChatException e) {
            LOG.warn(
                    "not all sessions of the deactivated agent {} are back in the queue; it is tried again soon",
                    agent,
                    e);
        }
    }

    private static Instant millis(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli());
    }

    /** The changes to an agent, the oldest first. */
    public List<AuditRecord> changes(AgentId id) {
        return audit.auditAfter(AuditSubject.of(id), 0, MAX_CHANGES);
    }
}
