package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller's open session, if there is one. */
public final class CurrentSession {
    private final @Nullable SessionHead session;

    /** For the SDK: reads it from a response. */
    public CurrentSession(JsonFields json) {
        session = json.objectOrNull("session", SessionHead::new);
    }

    /** The head of the open session; absent if the caller has none. */
    public Optional<SessionHead> session() {
        return Optional.ofNullable(session);
    }

    @Override
    public String toString() {
        return "CurrentSession{session=" + session + "}";
    }
}
