package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;

/** A commit that is in order in itself, and too long for its column. */
final class Poison {
    static final String SECRET = "a secret of the customer";

    private Poison() {}

    static SessionCommit after(Session stored) {
        return CommitBuilder.after(stored)
                .message("poison", SECRET + "!".repeat(20_000))
                .build();
    }
}
