package dev.helpline.chat.core.audit;

import dev.helpline.chat.core.internal.block.BlockChain;
import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.desk.AgentChain;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.AgentChange;
import dev.helpline.chat.spi.agent.AgentDirectory;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockLog;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies that the audit records of a session are the ones that the engine wrote: none is missing, added, altered or out
 * of place. Records whose actor, detail and salt were erased are verified by what remains of them.
 *
 * <p>The session's row holds the hash of its newest record. A party that can write to the database can replace the
 * records <em>and</em> that hash. To notice this as well, the host keeps {@link Session#auditHash()} elsewhere and compares.
 *
 * <p>Checks no permissions: it is meant for the host. Only reads the store, and may do so while engines use it.
 * Thread-safe.
 */
public final class AuditVerifier {
    private static final int PAGE = 500;

    private final Function<SessionId, Optional<Session>> sessions;
    private final AuditLog log;
    private final BlockLog blocks;
    private final AgentDirectory agents;

    /** Creates a verifier over a store. The caller closes the store. */
    public AuditVerifier(ChatStore store) {
        this(store::findSession, store, store, store);
    }

    AuditVerifier(
            Function<SessionId, Optional<Session>> sessions, AuditLog log, BlockLog blocks, AgentDirectory agents) {
        this.agents = agents;
        this.blocks = blocks;
        this.sessions = sessions;
        this.log = log;
    }

    /**
     * Verifies all the records of a session.
     *
     * @return the verdict; empty if there is no such session
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public Optional<AuditVerdict> verify(SessionId id) {
        return sessions.apply(id).map(this::verdict);
    }

    /**
     * Verifies all changes to the block of a customer or an address. A change that was cut off at the end is not noticed.
     *
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public AuditVerdict verify(BlockSubject subject) {
        long number = 0;
        String hash = "";
        List<BlockChange> page = blocks.blockChangesOf(subject, 0, PAGE);
        while (!page.isEmpty()) {
            for (BlockChange change : page) {
                number++;
                if (!BlockChain.isGenuine(change, number, hash)) {
                    return new AuditVerdict.Broken(number);
                }
                hash = change.hash();
            }
            page = blocks.blockChangesOf(subject, number, PAGE);
        }
        return new AuditVerdict.Intact(number);
    }

    /**
     * Verifies all changes to an agent in the directory.
     *
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public AuditVerdict verify(AgentId agent) {
        long number = 0;
        String hash = "";
        List<AgentChange> page = agents.agentChanges(agent, 0, PAGE);
        while (!page.isEmpty()) {
            for (AgentChange change : page) {
                number++;
                if (!AgentChain.isGenuine(change, number, hash)) {
                    return new AuditVerdict.Broken(number);
                }
                hash = change.hash();
            }
            page = agents.agentChanges(agent, number, PAGE);
        }
        long version = agents.findAgent(agent).map(Agent::version).orElse(0L);
        return version > number ? new AuditVerdict.Broken(number + 1) : new AuditVerdict.Intact(number);
    }

    private AuditVerdict verdict(Session session) {
        long number = 0;
        String hash = "";
        while (number < session.auditCount()) {
            List<AuditRecord> page = log.auditAfter(session.id(), number, pageSize(session.auditCount() - number));
            if (page.isEmpty()) {
                return new AuditVerdict.Broken(number + 1);
            }
            for (AuditRecord record : page) {
                number++;
                if (!AuditChain.isGenuine(record, number, hash)) {
                    return new AuditVerdict.Broken(number);
                }
                hash = record.hash();
            }
        }
        if (!hash.equals(session.auditHash())) {
            return new AuditVerdict.Broken(Math.max(number, 1));
        }
        return hasAdded(session) ? new AuditVerdict.Broken(number + 1) : new AuditVerdict.Intact(number);
    }

    /** Returns whether a record follows that no commit wrote. A commit that came since then counts its records in the row. */
    private boolean hasAdded(Session session) {
        return !log.auditAfter(session.id(), session.auditCount(), 1).isEmpty()
                && sessions.apply(session.id())
                        .filter(now -> now.auditCount() > session.auditCount())
                        .isEmpty();
    }

    private static int pageSize(long left) {
        return (int) Math.min(left, PAGE);
    }
}
