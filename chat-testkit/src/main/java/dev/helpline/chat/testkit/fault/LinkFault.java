package dev.helpline.chat.testkit.fault;

import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link FaultProxy} does to the bytes of one connection that travel in one direction. The other direction is
 * left alone, as far as the connection lives on.
 *
 * @param direction the bytes it is done to
 * @param kind what is done
 * @param afterBytes how many bytes of that direction pass unharmed before, at least 0
 * @param delay how long each piece is held by {@link Kind#DELAY}; zero for all others
 */
public record LinkFault(Direction direction, Kind kind, long afterBytes, Duration delay) {
    /** Which way bytes travel. */
    public enum Direction {
        /** From the client to the server: requests. */
        TO_SERVER,
        /** From the server to the client: responses. */
        TO_CLIENT
    }

    /** What can happen to bytes. */
    public enum Kind {
        /** Nothing. */
        PASS,
        /** They end, and with them the connection, in order as far as both ends can tell. */
        CUT,
        /** They end, and with them the connection, by a TCP reset on both sides. */
        RESET,
        /** They end, as if their sender had no more to say; the other direction goes on. */
        HALF_CLOSE,
        /** They arrive late, piece by piece. */
        DELAY,
        /** They arrive one at a time. */
        TRICKLE
    }

    /** Checks what is given. */
    public LinkFault {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(kind, "kind");
        if (afterBytes < 0) {
            throw new IllegalArgumentException("afterBytes must be >= 0, was " + afterBytes);
        }
        if (delay.isNegative() || (!delay.isZero() && kind != Kind.DELAY)) {
            throw new IllegalArgumentException("delay must be zero, or positive with DELAY, was " + delay);
        }
    }

    /** No fault at all. */
    public static LinkFault none() {
        return new LinkFault(Direction.TO_SERVER, Kind.PASS, 0, Duration.ZERO);
    }

    /** A fault of any kind but {@link Kind#DELAY}. */
    public static LinkFault of(Kind kind, Direction direction, long afterBytes) {
        return new LinkFault(direction, kind, afterBytes, Duration.ZERO);
    }

    /** The server gets so many bytes, then the connection ends: the request is torn. */
    public static LinkFault cutToServer(long afterBytes) {
        return of(Kind.CUT, Direction.TO_SERVER, afterBytes);
    }

    /** The client gets so many bytes, then the connection ends: the request was done, its response is lost. */
    public static LinkFault cutToClient(long afterBytes) {
        return of(Kind.CUT, Direction.TO_CLIENT, afterBytes);
    }

    /** Each piece in this direction is held for so long. */
    public static LinkFault delay(Direction direction, Duration delay) {
        return new LinkFault(direction, Kind.DELAY, 0, delay);
    }
}
