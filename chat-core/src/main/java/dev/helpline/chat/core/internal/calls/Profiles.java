package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.TextLimits;
import org.jspecify.annotations.Nullable;

/**
 * Principals as the engine takes them. A token's texts come from elsewhere; one that is too long or holds control
 * characters must not keep its bearer from being served, so it is cut to what every store can keep.
 */
public final class Profiles {
    private Profiles() {}

    /** The principal with tidy texts; refuses an id that is not spelled like one. */
    public static Principal tidy(Principal principal) {
        if (principal.role() == Role.ANONYMOUS) {
            return Principal.ANONYMOUS;
        }
        if (!AgentId.isValid(principal.id())) {
            throw new ChatException(ErrorCode.AUTHENTICATION_REQUIRED, "the principal's id is not spelled like an id");
        }
        return new Principal(
                principal.role(),
                principal.id(),
                tidy(principal.name(), TextLimits.NAME),
                tidy(principal.email(), TextLimits.EMAIL),
                tidy(principal.phone(), TextLimits.PHONE),
                tidy(principal.department(), TextLimits.DEPARTMENT));
    }

    private static @Nullable String tidy(@Nullable String text, int maxCodePoints) {
        if (text == null) {
            return null;
        }
        StringBuilder tidy = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .limit(maxCodePoints)
                .forEach(tidy::appendCodePoint);
        String result = tidy.toString().strip();
        return result.isEmpty() ? null : result;
    }
}
