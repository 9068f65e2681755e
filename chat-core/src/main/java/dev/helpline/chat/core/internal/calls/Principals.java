package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;

/** Checks the principals that hosts hand to the engine. */
public final class Principals {
    private Principals() {}

    /** Returns the principal; rejects one whose id is not a valid id of a customer or an agent. */
    public static Principal checked(Principal principal) {
        if (principal.role() == Role.ANONYMOUS) {
            return Principal.ANONYMOUS;
        }
        if (!AgentId.isValid(principal.id())) {
            throw new ChatException(ErrorCode.AUTHENTICATION_REQUIRED, "the principal's id is not spelled like an id");
        }
        return principal;
    }
}
