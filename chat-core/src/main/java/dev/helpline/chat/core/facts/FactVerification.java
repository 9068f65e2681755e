package dev.helpline.chat.core.facts;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdicts on the facts of several sessions. Thread-safe: immutable. */
@Experimental
public final class FactVerification {
    private final int checked;
    private final Map<SessionId, FactVerdict> exceptions;
    private final @Nullable SessionId next;

    FactVerification(int checked, Map<SessionId, FactVerdict> exceptions, @Nullable SessionId next) {
        this.checked = checked;
        this.exceptions = Map.copyOf(exceptions);
        this.next = next;
    }

    /** The number of sessions. */
    public int checked() {
        return checked;
    }

    /** The sessions whose facts are not {@link FactVerdict#RIGHT}. */
    public Map<SessionId, FactVerdict> exceptions() {
        return exceptions;
    }

    /** The last session of this page, from which the next page goes on; null if this page is the last one. */
    public @Nullable SessionId next() {
        return next;
    }
}
