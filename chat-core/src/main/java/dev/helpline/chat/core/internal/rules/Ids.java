package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ids one command hands out. Each is made when it is first asked for and stays the same, so that deciding the
 * command again changes nothing. Confined to whoever decides the command.
 */
final class Ids {
    private final IdGenerator generator;
    private @Nullable EntryId event;
    private @Nullable String moveSalt;
    private @Nullable String messageSalt;

    Ids(IdGenerator generator) {
        this.generator = generator;
    }

    /** For the event of the one move a command makes. */
    EntryId event() {
        EntryId id = event;
        if (id == null) {
            id = new EntryId(generator.newId());
            event = id;
        }
        return id;
    }

    /** For the audit record of the move. */
    String moveSalt() {
        String salt = moveSalt;
        if (salt == null) {
            salt = generator.newId();
            moveSalt = salt;
        }
        return salt;
    }

    /** For the audit record of a message. */
    String messageSalt() {
        String salt = messageSalt;
        if (salt == null) {
            salt = generator.newId();
            messageSalt = salt;
        }
        return salt;
    }
}
