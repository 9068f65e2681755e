package dev.helpline.chat.client.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the session of a guest, with its token. An app that keeps it where a restart does not erase it, and where other apps cannot read it,
 * takes up the conversation after a restart. Implementations are thread-safe, return quickly, and do not throw.
 */
public interface GuestSessionStore {
    /** Returns the session that was saved last; null if there is none. */
    @Nullable
    GuestSession load();

    /** Keeps a session in place of the one before. */
    void save(GuestSession guest);

    /** Forgets the session: the guest has signed in. */
    void clear();

    /** Returns a store that forgets the session with the process. */
    static GuestSessionStore inMemory() {
        AtomicReference<@Nullable GuestSession> kept = new AtomicReference<>();
        return new GuestSessionStore() {
            @Override
            public @Nullable GuestSession load() {
                return kept.get();
            }

            @Override
            public void save(GuestSession guest) {
                kept.set(guest);
            }

            @Override
            public void clear() {
                kept.set(null);
            }
        };
    }
}
