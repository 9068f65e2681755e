package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import org.jspecify.annotations.Nullable;

/**
 * An audit record that is not in a chain yet; see {@link dev.helpline.chat.spi.audit.AuditRecord} for its parts.
 *
 * @param salt random, so that the actor and the detail cannot be guessed from their commitment
 */
public record NewAudit(
        @Nullable Role role,
        @Nullable String actor,
        String action,
        @Nullable String detail,
        String salt) {
    /** A record of what a caller did; null for the host, whose records have an actor and no role. */
    public static NewAudit by(@Nullable Principal actor, String action, @Nullable String detail, String salt) {
        return actor == null
                ? new NewAudit(null, HostChat.ACTOR, action, detail, salt)
                : new NewAudit(actor.role(), actor.id(), action, detail, salt);
    }

    /** A record of what the engine did by itself. */
    public static NewAudit bySystem(String action, @Nullable String detail, String salt) {
        return new NewAudit(null, null, action, detail, salt);
    }
}
