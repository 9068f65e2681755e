package dev.helpline.chat.client.internal.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a socket is lost, or was not opened. The codes are those of the protocol. */
public final class SocketEnd {
    /** A connection that is lost without a code (RFC 6455, section 7.1.5). */
    public static final int LOST = 1006;

    private static final int BINARY_FRAME = 1003;
    private static final int MALFORMED_FRAME = 1007;
    private static final int FRAME_TOO_LONG = 1009;
    private static final int NOT_ALLOWED = 4003;
    private static final int TOO_MANY = 4029;
    private static final Duration TOO_MANY_WAIT = Duration.ofMinutes(1);

    private final int code;
    private final boolean refused;
    private final @Nullable Duration retryAfter;

    private SocketEnd(int code, boolean refused, @Nullable Duration retryAfter) {
        this.code = code;
        this.refused = refused;
        this.retryAfter = retryAfter;
    }

    /** The server has closed the socket, or it broke with {@link #LOST}. */
    public static SocketEnd closed(int code) {
        return new SocketEnd(code, false, code == TOO_MANY ? TOO_MANY_WAIT : null);
    }

    /** A server or a proxy has responded to the handshake with another status than 101. */
    public static SocketEnd refused(@Nullable Duration retryAfter) {
        return new SocketEnd(LOST, true, retryAfter);
    }

    /** The server has sent what does not follow the protocol. */
    public static SocketEnd malformed() {
        return closed(MALFORMED_FRAME);
    }

    /** Whether another socket will hardly do better soon: the way, the server or the caller does not allow it. */
    public boolean isLasting() {
        return refused
                || code == BINARY_FRAME
                || code == MALFORMED_FRAME
                || code == FRAME_TOO_LONG
                || code == NOT_ALLOWED
                || code == TOO_MANY;
    }

    /** How long the server asks the client to wait; null if it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public String toString() {
        return "SocketEnd{code=" + code + ", refused=" + refused + "}";
    }
}
