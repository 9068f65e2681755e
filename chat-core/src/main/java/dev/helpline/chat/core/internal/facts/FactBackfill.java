package dev.helpline.chat.core.internal.facts;

import dev.helpline.chat.core.facts.FactVerifier;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.store.FactStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the facts of sessions that were written by older rules or without any, on one node at a time and while the desk runs. How far it
 * has come, the versions of the facts say, so another node or the next start goes on. Confined to the housekeeping.
 */
public final class FactBackfill {
    private static final String LEASE = "facts";
    private static final Duration LEASE_TIME = Duration.ofMinutes(5);
    private static final int BATCH = 50;
    private static final Logger LOG = LoggerFactory.getLogger(FactBackfill.class);

    private final Node node;
    private final FactStore facts;
    private final FactVerifier verifier;
    private final String owner;

    /** The last session that was tried, so that one which cannot be computed does not hold up the others. */
    private @Nullable SessionId last;

    /** Computes facts of this store, which is that of the node. */
    public FactBackfill(Node node, FactStore facts, IdGenerator ids) {
        this.node = node;
        this.facts = facts;
        this.verifier = new FactVerifier(node.store());
        this.owner = ids.newId();
    }

    /** Computes the facts of a batch of sessions, unless another node does so. Returns whether there may be more. */
    public boolean sweep() {
        List<SessionId> outdated = outdated();
        if (outdated.isEmpty()) {
            last = null;
            return false;
        }
        Instant now = node.clock().instant();
        if (!node.store().takeLease(LEASE, owner, now, now.plus(LEASE_TIME))) {
            return false;
        }
        int computed = 0;
        for (SessionId session : outdated) {
            last = session;
            computed += compute(session);
        }
        LOG.info("computed the facts of {} sessions anew from their logs", computed);
        return true;
    }

    /** Sessions whose facts have an older version than those of this library. Those of newer ones are another node's. */
    private List<SessionId> outdated() {
        for (int version = 0; version < SessionFacts.VERSION; version++) {
            List<SessionId> found = facts.sessionsByFacts(version, last, BATCH);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private int compute(SessionId session) {
        try {
            return verifier.recompute(session) ? 1 : 0;
        } catch (RuntimeException e) {
            LOG.warn("the facts of session {} could not be computed; it is tried again soon", session, e);
            return 0;
        }
    }
}
