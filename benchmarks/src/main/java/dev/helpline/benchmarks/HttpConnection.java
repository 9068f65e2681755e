package dev.helpline.benchmarks;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection that is kept alive and carries one call after the other, with hardly any code between caller and socket: a client library
 * would use processor time that the server lacks. It understands replies with a {@code Content-Length} only. Not thread-safe.
 */
final class HttpConnection implements Closeable {
    private static final int LONGEST_LINE = 8192;

    private final Socket socket;
    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];

    /**
     * A reply.
     *
     * @param body as UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // is not compared
    record Reply(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Returns this reply if its status is 200. */
        Reply expectOk() {
            if (status != 200) {
                throw new IllegalStateException("status " + status + ": " + text());
            }
            return this;
        }
    }

    /** Connects to a port of this machine. */
    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Returns the bytes of a GET. */
    static byte[] get(String path, String token) {
        return request("GET " + path, token, "\r\n");
    }

    /** Returns the bytes of a POST with a body in JSON. */
    static byte[] post(String path, String token, String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return request(
                "POST " + path,
                token,
                "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + json);
    }

    /** Returns the head of a PUT whose body has this length and is sent behind it. */
    static byte[] put(String path, String token, int length) {
        return request("PUT " + path, token, "Content-Length: " + length + "\r\n\r\n");
    }

    private static byte[] request(String line, String token, String rest) {
        String head = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";
        return (head + rest).getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request and returns its reply. */
    Reply call(byte[] request) throws IOException {
        send(request);
        return read();
    }

    /** Sends a request whose reply is read later. */
    void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
    }

    /** Returns the next reply. */
    Reply read() throws IOException {
        int status = Integer.parseInt(readLine().substring(9, 12));
        int length = 0;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new Reply(status, in.readNBytes(length));
    }

    private String readLine() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            line[length++] = (byte) next;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
