package dev.helpline.chat.core.rating;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Ratings by customers whom the host recognises without a token, such as by a link that it signed. These calls are for the host itself and
 * check no principal: every caller that reaches them may rate the session. Thread-safe.
 */
@Experimental
public interface Ratings {
    /**
     * Returns what a page needs before it asks for a rating. Changes nothing: it is no sign of life of the customer, and does not end a
     * session whose time is up.
     *
     * @throws ChatException {@link ErrorCode#SESSION_NOT_FOUND} if there is no such session
     */
    RatingState look(SessionId session);

    /**
     * Rates a session as its customer would. The policy's times and categories apply, and so does a block of the customer or of the address.
     *
     * @param address from where the rating came; null if it is not known
     * @throws ChatException as {@link dev.helpline.chat.core.CustomerChat#rate}; {@link ErrorCode#SESSION_NOT_FOUND} if there is no such
     *     session
     */
    SessionView rate(RateSession request, @Nullable NetworkAddress address);
}
