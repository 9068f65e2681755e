package dev.helpline.chat.core.rating;

import dev.helpline.chat.spi.session.Session;

/**
 * Whether a session can be rated at a moment.
 *
 * @param session the session, with its rating if it has one
 * @param accepting whether a rating, or another one in place of the one that it has, would be stored now
 */
public record RatingState(Session session, boolean accepting) {}
