package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.privacy.CustomerExport;
import dev.helpline.chat.core.internal.privacy.Eraser;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.privacy.Privacy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.store.ChatStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host's calls about personal data. */
final class PrivacyCalls implements Privacy {
    private static final int MOST = 1000;
    private static final int ATTEMPTS = 20;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final ChatStore store;
    private final PrivacyStore privacy;
    private final InstantSource clock;
    private final IdGenerator ids;
    private final Eraser eraser;
    private final @Nullable BlobStore blobs;

    /** @param privacy the store of the node */
    PrivacyCalls(Node node, PrivacyStore privacy, IdGenerator ids, Eraser eraser, @Nullable BlobStore blobs) {
        this.store = node.store();
        this.privacy = privacy;
        this.clock = node.clock();
        this.ids = ids;
        this.eraser = eraser;
        this.blobs = blobs;
    }

    @Override
    public ErasureReport erase(CustomerId customer) {
        Objects.requireNonNull(customer, "customer");
        return CallBoundary.call(() -> eraser.erase(customer));
    }

    @Override
    public ErasureReport erase(SessionId session) {
        Objects.requireNonNull(session, "session");
        return CallBoundary.call(() -> eraser.erase(session, null));
    }

    @Override
    public void export(CustomerId customer, OutputStream zip) throws IOException {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(zip, "zip");
        try {
            new CustomerExport(store, privacy, blobs, zip).write(customer);
        } catch (StoreException e) {
            throw CommandFailures.notStored("the store could not be read", e);
        }
    }

    @Override
    public LegalHold hold(HoldSubject subject, String reason) {
        Objects.requireNonNull(subject, "subject");
        String checked = TEXTS.required("reason", reason, LegalHold.MAX_REASON_LENGTH);
        LegalHold hold = LegalHold.builder(subject, clock.instant(), checked).build();
        return confirmed(() -> {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Optional<LegalHold> placed =
                        privacy.placeHold(hold, audited(subject, hold.at(), "HOLD_PLACED", "reason: " + checked));
                if (placed.isPresent()) {
                    return placed.get();
                }
            }
            throw lostEveryRace();
        });
    }

    @Override
    public boolean release(HoldSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return confirmed(() -> {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (privacy.releaseHold(subject, audited(subject, clock.instant(), "HOLD_RELEASED", null))) {
                    return true;
                }
                if (privacy.findHold(subject).isEmpty()) {
                    return false;
                }
            }
            throw lostEveryRace();
        });
    }

    /** The host's record, behind the newest one of the hold's chain. */
    private AuditRecord audited(HoldSubject subject, Instant at, String action, @Nullable String detail) {
        AuditSubject chain = subject.auditSubject();
        return AuditChain.link(chain, store.auditHead(chain), at, NewAudit.by(null, action, detail, ids.newId()));
    }

    private static ChatException lostEveryRace() {
        return CommandFailures.notStored("the change of a legal hold lost every race", null);
    }

    private static <T> T confirmed(Supplier<T> write) {
        try {
            return write.get();
        } catch (StoreException e) {
            throw CommandFailures.unknown("the store did not confirm a change of a legal hold", e);
        }
    }

    @Override
    public List<LegalHold> holds(@Nullable HoldSubject after, int limit) {
        Checks.within("limit", limit, 1, MOST);
        return CallBoundary.call(() -> privacy.holds(after, limit));
    }
}
