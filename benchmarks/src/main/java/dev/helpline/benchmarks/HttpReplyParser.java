package dev.helpline.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Finds the end of each reply on a connection, whose replies have status 200 and a {@code Content-Length}. Not thread-safe. */
final class HttpReplyParser {
    private static final byte[] STATUS = "HTTP/1.1 200".getBytes(ISO_8859_1);
    private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
    private static final int LONGEST_REPLY = 64 * 1024;

    private final byte[] bytes = new byte[LONGEST_REPLY];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);

    /**
     * Reads what has arrived.
     *
     * @return whether that completes a reply, which is then forgotten
     * @throws IOException if the connection has ended, or if the reply is not as this parser expects it
     */
    boolean readFrom(ReadableByteChannel channel) throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server closed the connection");
        }
        int end = endOfReply(in.position());
        if (end < 0) {
            if (!in.hasRemaining()) {
                throw new IOException("the reply is longer than " + LONGEST_REPLY + " bytes");
            }
            return false;
        }
        if (end < in.position()) {
            throw new IOException("there are bytes behind the reply");
        }
        in.clear();
        return true;
    }

    /** Returns where the reply ends, or -1 if it has not arrived completely. */
    private int endOfReply(int arrived) throws IOException {
        int length = -1;
        int line = 0;
        for (int i = 0; i < arrived; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            int lineLength = i - line;
            if (line == 0 && !startsWith(STATUS, 0)) {
                throw new IOException("not status 200 but " + new String(bytes, 0, arrived, ISO_8859_1));
            }
            if (lineLength == 1) {
                return bodyEnd(length, i + 1, arrived);
            }
            if (lineLength > LENGTH.length && startsWith(LENGTH, line)) {
                length = number(line + LENGTH.length, i);
            }
            line = i + 1;
        }
        return -1;
    }

    private static int bodyEnd(int length, int body, int arrived) throws IOException {
        if (length < 0) {
            throw new IOException("the reply has no Content-Length");
        }
        int end = body + length;
        return end <= arrived ? end : -1;
    }

    /** Compares without regard to case; the wanted text has no capital letters that are not in the reply, too. */
    private boolean startsWith(byte[] wanted, int from) {
        for (int i = 0; i < wanted.length; i++) {
            int found = bytes[from + i];
            if (found != wanted[i] && !(found >= 'A' && found <= 'Z' && found + 32 == wanted[i])) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                value = value * 10 + bytes[i] - '0';
            }
        }
        return value;
    }
}
