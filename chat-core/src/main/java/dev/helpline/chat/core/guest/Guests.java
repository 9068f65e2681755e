package dev.helpline.chat.core.guest;

import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.auth.Authenticator;
import org.jspecify.annotations.Nullable;

/**
 * How customers without an account come in, if the policy lets them. A guest has one session, and a random token that is valid for this
 * session alone and expires. With the principal that {@link #authenticator()} makes of the token, a guest does in the session what any
 * customer does in theirs, through {@link dev.helpline.chat.core.ChatEngine#customer}. A guest who signs in takes the session along:
 * {@link dev.helpline.chat.core.CustomerChat#takeOver}. Thread-safe.
 */
public interface Guests {
    /**
     * Starts a session for a guest. The call cannot be repeated: if the caller did not get the token, the session is lost, and ends by
     * itself.
     *
     * @param address the address of the client, whose starts are limited; null if it is not known
     * @throws ChatException {@link ErrorCode#FORBIDDEN} if the policy does not let guests in; {@link ErrorCode#RATE_LIMITED} if too many
     *     guests come from the address; {@link ErrorCode#CUSTOMER_BLOCKED} if the address is blocked; {@link ErrorCode#SESSION_CONFLICT} if
     *     the id is taken; {@link ErrorCode#INVALID_SESSION} for a request that breaks a rule; {@link ErrorCode#STORE_UNAVAILABLE}
     */
    GuestSession start(StartSession request, @Nullable NetworkAddress address);

    /** Whether a token is spelled like a guest's, so that {@link #authenticator()} can judge it. */
    boolean isGuestToken(String token);

    /** Judges guests' tokens. Refuses all of them if the policy does not let guests in. */
    Authenticator authenticator();
}
