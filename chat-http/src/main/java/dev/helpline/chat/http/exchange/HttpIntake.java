package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;
import java.util.concurrent.CompletableFuture;

/**
 * One call whose head has been checked and whose body, if the call needs one, has not arrived yet. An adapter
 *
 * <ul>
 *   <li>sends {@link #reply()} as soon as it completes, which may be before the body has arrived;
 *   <li>hands over the parts of the body with {@link #add}, then calls {@link #complete}, or {@link #fail} if the body
 *       is malformed or ends too early;
 *   <li>stops reading when {@link #bodyOver()} completes, and closes the connection if the body has not arrived by
 *       then.
 * </ul>
 *
 * <p>The chat rejects a body that is too long, arrives too slowly, or arrives while too many bytes of other bodies are
 * held. It then discards the rest of the body for up to 2 seconds, since a client that is still sending when the
 * connection closes may lose the reply.
 *
 * <p>Implemented only by this library. Thread-safe. The two futures may complete on a thread of the scheduler, so their
 * callbacks must not block.
 */
@Experimental
public interface HttpIntake {
    /** The reply; never fails. Cancelling it abandons the call. */
    CompletableFuture<HttpReply> reply();

    /** Completes when the adapter must stop reading the body. */
    CompletableFuture<Void> bodyOver();

    /** Takes the first {@code length} bytes of {@code bytes}, which are copied, as the next part of the body. */
    void add(byte[] bytes, int length);

    /** Tells the chat that the body has arrived completely. */
    void complete();

    /**
     * Tells the chat that the rest of the body will not arrive, because it is malformed or the client has stopped
     * sending.
     */
    void fail();
}
