package dev.helpline.chat.http;

import java.time.Instant;

/**
 * An address at which a customer rates a session without signing in. It names the session and nothing about its customer.
 *
 * @param path the path and the query behind the server's name: {@code /api/chat/rating-link/…?expires=…&key=…&signature=…}
 * @param expiresAt when the address stops working
 */
public record RatingLink(String path, Instant expiresAt) {}
