package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session in the queue, as far as its place depends on it. Thread-safe: immutable. */
public final class WaitingSession {
    private final SessionId id;
    private final @Nullable String department;

    private WaitingSession(SessionId id, @Nullable String department) {
        this.id = Objects.requireNonNull(id, "id");
        this.department = department;
    }

    /** Returns a waiting session of this department, or of none. */
    public static WaitingSession of(SessionId id, @Nullable String department) {
        return new WaitingSession(id, department);
    }

    /** The id of the session. */
    public SessionId id() {
        return id;
    }

    /** The department whose queue the session belongs to; null if it belongs to none. */
    public @Nullable String department() {
        return department;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WaitingSession that
                && id.equals(that.id)
                && Objects.equals(department, that.department);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The id and the department. */
    @Override
    public String toString() {
        return "WaitingSession[" + id + " " + department + "]";
    }
}
