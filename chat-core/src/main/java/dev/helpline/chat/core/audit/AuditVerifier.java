package dev.helpline.chat.core.audit;

import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Verifies that the audit records of a subject, or of all, are the ones that the engine wrote: none is missing, added, altered or out of
 * place. Records whose actor, detail and salt were erased are verified by what remains of them.
 *
 * <p>The store keeps the number and the hash of the newest record apart from the records: in the row of the session, and for other subjects
 * in a table. A party that can write to the database can replace the records <em>and</em> that hash, or delete a session with all that
 * belongs to it. To notice this as well, the host keeps {@link Session#auditHash()} elsewhere and compares.
 *
 * <p>Checks no permissions: it is meant for the host. Only reads the store, and may do so while engines use it.
 * Thread-safe.
 */
public final class AuditVerifier {
    private static final int PAGE = 500;

    private final Predicate<SessionId> exists;
    private final ToLongFunction<AgentId> agentVersion;
    private final AuditLog log;

    /** Creates a verifier over a store. The caller closes the store. */
    public AuditVerifier(ChatStore store) {
        this(
                session -> store.findSession(session).isPresent()
                        || !store.auditHead(AuditSubject.of(session)).equals(AuditHead.NONE),
                agent -> store.findAgent(agent).map(Agent::version).orElse(0L),
                store);
    }

    AuditVerifier(Predicate<SessionId> exists, ToLongFunction<AgentId> agentVersion, AuditLog log) {
        this.exists = exists;
        this.agentVersion = agentVersion;
        this.log = log;
    }

    /**
     * Verifies all the records of a session, also of one that was erased.
     *
     * @return the verdict; empty if there is no such session
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public Optional<AuditVerdict> verify(SessionId id) {
        return exists.test(id) ? Optional.of(verify(AuditSubject.of(id))) : Optional.empty();
    }

    /**
     * Verifies all changes to an agent in the directory.
     *
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public AuditVerdict verify(AgentId agent) {
        return verify(AuditSubject.of(agent));
    }

    /**
     * Verifies all the records of a subject. A subject that the store does not know has none.
     *
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public AuditVerdict verify(AuditSubject subject) {
        AuditHead head = log.auditHead(subject);
        Walk walk = new Walk();
        while (walk.number < head.number()) {
            int size = (int) Math.min(head.number() - walk.number, PAGE);
            List<AuditRecord> page = log.auditAfter(subject, walk.number, size);
            if (page.isEmpty() || !walk.isGenuine(page)) {
                return new AuditVerdict.Broken(walk.number + 1);
            }
        }
        if (!walk.hash.equals(head.hash())) {
            return new AuditVerdict.Broken(Math.max(walk.number, 1));
        }
        boolean isCut = subject.kind() == AuditSubject.Kind.AGENT
                && agentVersion.applyAsLong(new AgentId(subject.id()))
                        > log.auditHead(subject).number();
        return isCut || hasAdded(subject, head)
                ? new AuditVerdict.Broken(walk.number + 1)
                : new AuditVerdict.Intact(walk.number);
    }

    /** Returns whether a record follows that no change wrote. A change that came since then moved the head. */
    private boolean hasAdded(AuditSubject subject, AuditHead head) {
        return !log.auditAfter(subject, head.number(), 1).isEmpty()
                && log.auditHead(subject).number() <= head.number();
    }

    /**
     * Verifies the records of all subjects, one after the other, and tells of each subject whose records are not
     * the ones that the engine wrote. Holds one page of records at a time; takes about three reads per subject.
     *
     * @param broken is told each such subject, and where its chain is broken
     * @return how many subjects were verified
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached
     */
    public long verifyAll(BiConsumer<AuditSubject, AuditVerdict.Broken> broken) {
        Objects.requireNonNull(broken, "broken");
        long verified = 0;
        List<AuditSubject> page = log.auditSubjects(null, PAGE);
        while (!page.isEmpty()) {
            for (AuditSubject subject : page) {
                if (verify(subject) instanceof AuditVerdict.Broken where) {
                    broken.accept(subject, where);
                }
            }
            verified += page.size();
            page = log.auditSubjects(page.get(page.size() - 1), PAGE);
        }
        return verified;
    }

    /** A walk along a chain, up to the last genuine record. Not thread-safe. */
    private static final class Walk {
        private long number;
        private String hash = "";

        boolean isGenuine(List<AuditRecord> page) {
            for (AuditRecord record : page) {
                if (!AuditChain.isGenuine(record, number + 1, hash)) {
                    return false;
                }
                number++;
                hash = record.hash();
            }
            return true;
        }
    }
}
