package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ids that one command uses. Each is made when it is first needed and stays the same, so that the command gets the same ids when it
 * is decided again. Not thread-safe.
 */
final class Ids {
    private final IdGenerator generator;
    private @Nullable EntryId event;
    private @Nullable EntryId flag;
    private @Nullable EntryId assignment;
    private @Nullable String assignmentSalt;
    private @Nullable String moveSalt;
    private @Nullable String messageSalt;

    Ids(IdGenerator generator) {
        this.generator = generator;
    }

    /** Ids of which that of the move's event is given. */
    static Ids withEvent(EntryId event, IdGenerator generator) {
        Ids ids = new Ids(generator);
        ids.event = event;
        return ids;
    }

    /** The id of the event of the command's move. */
    EntryId event() {
        EntryId id = event;
        if (id == null) {
            id = new EntryId(generator.newId());
            event = id;
        }
        return id;
    }

    /** The id of the event that a message was flagged. */
    EntryId flag() {
        EntryId id = flag;
        if (id == null) {
            id = new EntryId(generator.newId());
            flag = id;
        }
        return id;
    }

    /** The id of the event that a session, which the command reopens, is assigned to its agent. */
    EntryId assignment() {
        EntryId id = assignment;
        if (id == null) {
            id = new EntryId(generator.newId());
            assignment = id;
        }
        return id;
    }

    /** The salt of the audit record of that assignment. */
    String assignmentSalt() {
        String salt = assignmentSalt;
        if (salt == null) {
            salt = generator.newId();
            assignmentSalt = salt;
        }
        return salt;
    }

    /** The salt of the audit record of the move. */
    String moveSalt() {
        String salt = moveSalt;
        if (salt == null) {
            salt = generator.newId();
            moveSalt = salt;
        }
        return salt;
    }

    /** The salt of the audit record of a message. */
    String messageSalt() {
        String salt = messageSalt;
        if (salt == null) {
            salt = generator.newId();
            messageSalt = salt;
        }
        return salt;
    }
}
