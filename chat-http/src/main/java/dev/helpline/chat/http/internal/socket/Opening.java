package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake asked for.
 *
 * @param session the session that the path names; null for an agent's socket, which follows any number of sessions
 * @param caller by the token in the handshake; null if there was none, so that the first frame has it
 * @param signedIn the caller whom the handshake signs in without a token, if the first frame has none; see {@link
 *     dev.helpline.chat.http.internal.exchange.AccessControl#signedIn}
 * @param after the cursor in the query, used with a token in the handshake
 */
record Opening(
        HttpCall head,
        String requestId,
        AllowedCallers allowed,
        @Nullable SessionId session,
        @Nullable Caller caller,
        Supplier<Optional<Accepted>> signedIn,
        @Nullable String after) {}
