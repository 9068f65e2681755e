package dev.helpline.chat.core.internal.privacy;

import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.policy.RetentionPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases the sessions that are older than the policy keeps them, on one node at a time. Confined to the housekeeping. */
public final class Retention {
    private static final String LEASE = "retention";
    private static final Duration LEASE_TIME = Duration.ofMinutes(5);
    private static final int BATCH = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Node node;
    private final PrivacyStore store;
    private final RetentionPolicy policy;
    private final Eraser eraser;
    private final String owner;

    /** Erases sessions of this store, which is that of the node. */
    public Retention(Node node, PrivacyStore store, RetentionPolicy policy, Eraser eraser, IdGenerator ids) {
        this.node = node;
        this.store = store;
        this.policy = policy;
        this.eraser = eraser;
        this.owner = ids.newId();
    }

    /** Erases a batch of sessions in each state, unless another node does so. Returns whether there may be more. */
    public boolean sweep() {
        Instant now = node.clock().instant();
        if (!node.store().takeLease(LEASE, owner, now, now.plus(LEASE_TIME))) {
            return false;
        }
        boolean more = false;
        for (SessionState state : SessionState.values()) {
            Optional<Duration> kept = policy.keep(state);
            if (kept.isPresent()) {
                more |= sweep(state, now.minus(kept.get()));
            }
        }
        return more;
    }

    private boolean sweep(SessionState state, Instant before) {
        List<SessionId> old = store.sessionsBefore(state, before, BATCH);
        int erased = 0;
        for (SessionId session : old) {
            erased += erase(session);
        }
        if (erased > 0) {
            LOG.info("erased {} sessions in the state {} that were older than the policy keeps them", erased, state);
        }
        return erased > 0 && old.size() == BATCH;
    }

    private int erase(SessionId session) {
        try {
            return eraser.erase(session, "retention").sessions() > 0 ? 1 : 0;
        } catch (ChatException e) {
            if (e.code() != ErrorCode.LEGAL_HOLD) {
                LOG.warn("session {} could not be erased; it is tried again soon", session, e);
            }
            return 0;
        }
    }
}
