package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;

/** The rules for what an authenticator of the host's has accepted. */
final class AcceptedCheck {
    private static final Refused EXPIRED = new Refused("expired");

    /** Ids of customers and of agents follow the same rule. */
    private static final Refused UNUSABLE_ID = new Refused(
            "the principal's id must be 1 to 128 printable ASCII characters without space, quotes, \\, < and >", true);

    private AcceptedCheck() {}

    /** Returns the verdict, or a rejection if it has expired or its principal cannot be used. */
    static Verdict check(Accepted accepted, Instant now) {
        if (!now.isBefore(accepted.expiresAt())) {
            return EXPIRED;
        }
        boolean isUsable = accepted.principal().role() == Role.ANONYMOUS
                || CustomerId.isValid(accepted.principal().id());
        return isUsable ? accepted : UNUSABLE_ID;
    }
}
