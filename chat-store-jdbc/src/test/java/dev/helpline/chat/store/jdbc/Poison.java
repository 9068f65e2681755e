package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.sql.SQLException;

/** A commit within all our limits that the database refuses, because its host has made a column narrower. */
final class Poison {
    static final String SECRET = "a secret of the customer";

    /** The length that the host leaves. */
    private static final int ROOM = 200;

    private Poison() {}

    /** Makes the column for the text of entries narrower, and returns the commit with a longer text. */
    static SessionCommit after(Session stored, TestDatabase host) {
        try {
            host.narrow("chat_entry", "text", ROOM);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return after(stored);
    }

    /** Returns the commit with a longer text. */
    static SessionCommit after(Session stored) {
        return CommitBuilder.after(stored)
                .message("poison", SECRET + "!".repeat(ROOM))
                .build();
    }
}
