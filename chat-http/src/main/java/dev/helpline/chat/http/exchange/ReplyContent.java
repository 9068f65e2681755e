package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;

/**
 * The body of a reply that is not held in memory. An adapter takes the next part when it has written the one before, so a slow client
 * slows down the reading, and no more than a part is in memory. Holds nothing that needs closing. Used by one thread at a time.
 */
@Experimental
@FunctionalInterface
public interface ReplyContent {
    /**
     * Returns the next part of the body, and an empty array behind the last one. The bytes are not copied. May block for as long as a
     * read takes; an exception means that the rest of the body cannot be had, and the adapter closes the connection, so that
     * the client does not take what it has for the whole body.
     */
    byte[] next();
}
