package dev.helpline.chat.core.internal.privacy;

import dev.helpline.chat.core.internal.attachment.Uploads;
import dev.helpline.chat.core.internal.block.Blocks;
import dev.helpline.chat.core.internal.board.Board;
import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.SessionChanged;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.privacy.EraseResult;
import dev.helpline.chat.spi.privacy.EraseResult.Erased;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.upload.Upload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases sessions in the store, and then in the memory of this node and of the others. Thread-safe; any number of nodes may erase at the same
 * time.
 */
public final class Eraser {
    private static final String ACTION = "SESSION_ERASED";
    private static final int PAGE = 100;
    private static final int ATTEMPTS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

    private final Node node;
    private final PrivacyStore store;
    private final LiveSessions sessions;
    private final Board board;
    private final Blocks blocks;
    private final IdGenerator ids;
    private final Set<String> listeners;
    private final @Nullable Uploads uploads;

    /**
     * Erases what is in a store.
     *
     * @param store the store of the node
     * @param uploads deletes the content of files; null if the engine takes no files
     */
    public Eraser(
            Node node,
            PrivacyStore store,
            LiveSessions sessions,
            Board board,
            Blocks blocks,
            IdGenerator ids,
            Set<String> listeners,
            @Nullable Uploads uploads) {
        this.node = node;
        this.store = store;
        this.sessions = sessions;
        this.board = board;
        this.blocks = blocks;
        this.ids = ids;
        this.listeners = listeners;
        this.uploads = uploads;
    }

    /** Erases everything about a customer, or throws LEGAL_HOLD. */
    public ErasureReport erase(CustomerId customer) {
        refuseIfHeld(customer);
        ErasureReport report = ErasureReport.NOTHING;
        List<Session> page;
        do {
            page = node.store().sessionsOf(SessionHistoryQuery.of(customer), null, 0, PAGE);
            for (Session session : page) {
                report = report.plus(erase(session.id(), null));
            }
        } while (!page.isEmpty());
        EraseResult besides = confirmed(() -> store.eraseCustomer(customer));
        blocks.forget(customer);
        return report.plus(reportOf(besides, HoldSubject.of(customer)));
    }

    /**
     * Erases a session, or throws LEGAL_HOLD.
     *
     * @param detail says in the audit why; null if the host asked for it
     */
    public ErasureReport erase(SessionId session, @Nullable String detail) {
        EraseResult result = EraseResult.CONFLICT;
        for (int attempt = 1; attempt <= ATTEMPTS && result.equals(EraseResult.CONFLICT); attempt++) {
            AuditRecord record = next(AuditSubject.of(session), detail);
            result = confirmed(() -> store.eraseSession(session, record, listeners));
        }
        ErasureReport report = reportOf(result, HoldSubject.of(session));
        if (report.sessions() > 0) {
            forget(session);
            deleteFiles(session);
        }
        return report;
    }

    /** A write that the store does not confirm may have happened; calling again finds out. */
    private static <T> T confirmed(Supplier<T> write) {
        try {
            return write.get();
        } catch (StoreException e) {
            throw CommandFailures.unknown("the store did not confirm an erasure", e);
        }
    }

    private AuditRecord next(AuditSubject chain, @Nullable String detail) {
        NewAudit audit = NewAudit.bySystem(ACTION, detail, ids.newId());
        return AuditChain.link(
                chain, node.store().auditHead(chain), node.clock().instant(), audit);
    }

    private static ErasureReport reportOf(EraseResult result, HoldSubject subject) {
        if (result instanceof Erased erased) {
            return erased.report();
        }
        if (result.equals(EraseResult.HELD)) {
            throw held(subject);
        }
        if (result.equals(EraseResult.CONFLICT)) {
            throw CommandFailures.notStored("the erasure of a session lost every race", null);
        }
        return ErasureReport.NOTHING;
    }

    /** Looks before anything is erased. A hold that comes later is noticed by the store. */
    private void refuseIfHeld(CustomerId customer) {
        refuseIfHeld(HoldSubject.of(customer));
        SessionKey last = null;
        List<Session> page;
        do {
            page = node.store().sessionsOf(SessionHistoryQuery.of(customer), last, 0, PAGE);
            for (Session session : page) {
                refuseIfHeld(HoldSubject.of(session.id()));
                last = SessionKey.of(session);
            }
        } while (page.size() == PAGE);
    }

    private void refuseIfHeld(HoldSubject subject) {
        if (store.findHold(subject).isPresent()) {
            throw held(subject);
        }
    }

    private static ChatException held(HoldSubject subject) {
        return new ChatException(
                ErrorCode.LEGAL_HOLD,
                subject.kind() == HoldSubject.Kind.CUSTOMER
                        ? "the customer is under a legal hold"
                        : "the session " + subject.id() + ", or its customer, is under a legal hold",
                Map.of("subject", subject.kind().name()));
    }

    private void forget(SessionId session) {
        long version = node.store().versions(List.of(session)).getOrDefault(session, Long.MAX_VALUE);
        sessions.erased(session);
        board.hint(session, version);
        node.cluster().tell(List.of(new SessionChanged(session, version)));
    }

    /** What cannot be deleted now is due, and so deleted by the housekeeping of an engine that takes files. */
    private void deleteFiles(SessionId session) {
        if (uploads == null) {
            return;
        }
        try {
            List<Upload> page;
            do {
                page = store.uploadsOf(session, PAGE);
                page.forEach(uploads::delete);
            } while (page.size() == PAGE);
        } catch (RuntimeException e) {
            LOG.warn("files of the erased session {} could not be deleted; it is tried again soon", session, e);
        }
    }
}
