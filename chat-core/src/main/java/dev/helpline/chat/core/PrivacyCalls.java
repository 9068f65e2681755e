package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.privacy.CustomerExport;
import dev.helpline.chat.core.internal.privacy.Eraser;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.privacy.Privacy;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.store.ChatStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host's calls about personal data. */
final class PrivacyCalls implements Privacy {
    private static final int MOST = 1000;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final ChatStore store;
    private final PrivacyStore privacy;
    private final InstantSource clock;
    private final Eraser eraser;
    private final @Nullable BlobStore blobs;

    /** @param privacy the same store */
    PrivacyCalls(ChatStore store, PrivacyStore privacy, InstantSource clock, Eraser eraser, @Nullable BlobStore blobs) {
        this.store = store;
        this.privacy = privacy;
        this.clock = clock;
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
        return confirmed(() -> privacy.placeHold(
                LegalHold.builder(subject, clock.instant(), checked).build()));
    }

    @Override
    public boolean release(HoldSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return confirmed(() -> privacy.releaseHold(subject));
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
