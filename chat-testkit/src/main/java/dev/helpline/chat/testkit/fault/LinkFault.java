package dev.helpline.chat.testkit.fault;

import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.util.Objects;

/**
 * A fault of a {@link FaultProxy}, applied to the bytes of one connection in one direction. The other direction is
 * not disturbed, as long as the connection lives.
 *
 * @param direction the direction of the bytes
 * @param kind what happens to them
 * @param afterBytes how many bytes of that direction pass before the fault, at least 0
 * @param delay how long {@link Kind#DELAY} holds each piece; zero for all other kinds
 */
@Experimental
public record LinkFault(Direction direction, Kind kind, long afterBytes, Duration delay) {
    /** The directions of bytes. */
    public enum Direction {
        /** From the client to the server: requests. */
        TO_SERVER,
        /** From the server to the client: responses. */
        TO_CLIENT
    }

    /** The kinds of faults. */
    public enum Kind {
        /** Nothing. */
        PASS,
        /** The connection ends, with an orderly close on both sides. */
        CUT,
        /** The connection ends, with a TCP reset on both sides. */
        RESET,
        /** This direction ends, as if its sender had no more to send; the other direction continues. */
        HALF_CLOSE,
        /** The bytes arrive late, piece by piece. */
        DELAY,
        /** The bytes arrive one at a time. */
        TRICKLE,
        /**
         * All bytes also go over a second connection to the server, whose replies are dropped: a proxy that repeats each request of a
         * client. Only {@link Direction#TO_SERVER}, and from the first byte on.
         */
        DUPLICATE,
        /**
         * The server executes a request, and its HTTP response is replaced by status 502, after which the connection ends. Only {@link
         * Direction#TO_CLIENT}.
         */
        BAD_GATEWAY
    }

    /** Checks the values. */
    public LinkFault {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(kind, "kind");
        if (afterBytes < 0) {
            throw new IllegalArgumentException("afterBytes must be >= 0, was " + afterBytes);
        }
        if (delay.isNegative() || (!delay.isZero() && kind != Kind.DELAY)) {
            throw new IllegalArgumentException("delay must be zero, or positive with DELAY, was " + delay);
        }
        if (kind == Kind.DUPLICATE && (direction != Direction.TO_SERVER || afterBytes > 0)) {
            throw new IllegalArgumentException("DUPLICATE must be TO_SERVER and from the first byte on, was "
                    + direction + " after " + afterBytes + " bytes");
        }
        if (kind == Kind.BAD_GATEWAY && direction != Direction.TO_CLIENT) {
            throw new IllegalArgumentException("BAD_GATEWAY must be TO_CLIENT, was " + direction);
        }
    }

    /** No fault at all. */
    public static LinkFault none() {
        return new LinkFault(Direction.TO_SERVER, Kind.PASS, 0, Duration.ZERO);
    }

    /** Returns a fault of any kind but {@link Kind#DELAY}. */
    public static LinkFault of(Kind kind, Direction direction, long afterBytes) {
        return new LinkFault(direction, kind, afterBytes, Duration.ZERO);
    }

    /** Returns a fault that ends the connection after the server has received so many bytes: the request is torn. */
    public static LinkFault cutToServer(long afterBytes) {
        return of(Kind.CUT, Direction.TO_SERVER, afterBytes);
    }

    /**
     * Returns a fault that ends the connection after the client has received so many bytes: the request was
     * executed, but its response is lost.
     */
    public static LinkFault cutToClient(long afterBytes) {
        return of(Kind.CUT, Direction.TO_CLIENT, afterBytes);
    }

    /** Returns a fault that holds each piece in this direction for so long. */
    public static LinkFault delay(Direction direction, Duration delay) {
        return new LinkFault(direction, Kind.DELAY, 0, delay);
    }
}
