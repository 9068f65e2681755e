package dev.helpline.chat.http.exchange;

import java.util.concurrent.CompletableFuture;

/**
 * One call whose head has been judged and whose body, if the call needs one, has yet to arrive. An adapter
 *
 * <ul>
 *   <li>sends {@link #reply()} as soon as it is there, which may be before the body has arrived;
 *   <li>hands over what arrives with {@link #add}, then calls {@link #complete}, or {@link #fail} if the body is malformed
 *       or ends too early;
 *   <li>stops reading when {@link #bodyOver()} completes, and closes the connection if the body has not arrived by then.
 * </ul>
 *
 * <p>A body that is too long, arrives too slowly, or arrives while the server is receiving too much is refused. The bytes
 * that arrive after a refusal are discarded for up to 2 seconds, since a client that is still sending when the connection
 * closes may lose the reply.
 *
 * <p>Implemented only by this library. Thread-safe. The two futures may complete on a thread of the scheduler, so their callbacks must not block.
 */
public interface HttpIntake {
    /** The reply; never fails. Cancelling it abandons the call. */
    CompletableFuture<HttpReply> reply();

    /** Completes once no more of the body is to be read. */
    CompletableFuture<Void> bodyOver();

    /** Takes the first {@code length} bytes of {@code bytes}, which are copied, as the next part of the body. */
    void add(byte[] bytes, int length);

    /** The body has arrived whole. */
    void complete();

    /** The rest of the body will not arrive: it is malformed, or the client has stopped sending. */
    void fail();
}
