package dev.helpline.chat.http;

import dev.helpline.chat.spi.Experimental;
import java.time.Instant;

/**
 * An address at which a file is read without a token.
 *
 * @param path the path and the query behind the server's name: {@code /api/chat/files/…?expires=…&by=…&key=…&signature=…}
 * @param expiresAt when the address stops working
 */
@Experimental
public record FileLink(String path, Instant expiresAt) {}
