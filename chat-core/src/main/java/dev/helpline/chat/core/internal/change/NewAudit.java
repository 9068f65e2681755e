package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import org.jspecify.annotations.Nullable;

/**
 * An audit record that is not in a chain yet; see {@link dev.helpline.chat.spi.audit.AuditRecord} for its parts.
 *
 * @param salt random, so that what is committed to cannot be guessed
 */
public record NewAudit(
        @Nullable Role role,
        @Nullable String actor,
        String action,
        @Nullable String detail,
        String salt) {
    /** Somebody did something. */
    public static NewAudit by(Principal actor, String action, @Nullable String detail, String salt) {
        return new NewAudit(actor.role(), actor.id(), action, detail, salt);
    }

    /** The engine did something by itself. */
    public static NewAudit bySystem(String action, @Nullable String detail, String salt) {
        return new NewAudit(null, null, action, detail, salt);
    }
}
