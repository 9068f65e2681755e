package dev.helpline.examples.desk;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A customer and an agent, who hold one conversation after the other over two connections. They write bytes to sockets, since a client
 * library would have to be loaded and compiled, too. Not thread-safe.
 */
final class WarmUpConversation implements AutoCloseable {
    private static final int MESSAGES = 10;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Side customer;
    private final Side agent;

    private WarmUpConversation(int port, String customerToken, String agentToken) throws IOException {
        customer = new Side(port, customerToken);
        agent = new Side(port, agentToken);
    }

    /** Holds conversations until then; returns how many. */
    static int holdUntil(long endNanos, int port, String customerToken, String agentToken) throws IOException {
        int conversations = 0;
        try (WarmUpConversation sides = new WarmUpConversation(port, customerToken, agentToken)) {
            while (System.nanoTime() < endNanos) {
                sides.hold("warm-up-" + UUID.randomUUID(), endNanos);
                conversations++;
            }
        }
        return conversations;
    }

    private void hold(String session, long endNanos) throws IOException {
        String id = "{\"sessionId\":\"" + session + "\"";
        customer.post("/api/chat/session", id + "}");
        String after = "";
        for (int i = 0; i < MESSAGES && System.nanoTime() < endNanos; i++) {
            customer.write("GET", "/api/chat/poll/" + session + "?wait=1" + after, "");
            agent.post("/api/admin/chat/message", id + ",\"message\":\"It arrives tomorrow.\"}");
            after = "&after=" + cursor(customer.read());
            customer.post("/api/chat/message", id + ",\"message\":\"Where is my order?\"}");
            customer.get("/api/chat/poll/" + session + "?include=own,system" + after);
        }
        agent.get("/api/admin/chat/active-sessions");
        customer.get("/api/chat/messages/" + session);
        agent.post("/api/admin/chat/session/end", id + "}");
        customer.post("/api/chat/rating", id + ",\"rating\":5}");
    }

    private static String cursor(String reply) {
        String name = "\"cursor\":\"";
        int from = reply.indexOf(name) + name.length();
        return reply.substring(from, reply.indexOf('"', from));
    }

    @Override
    public void close() throws IOException {
        customer.close();
        agent.close();
    }

    /** One side's connection. */
    private static final class Side implements AutoCloseable {
        private final String token;
        private final Socket socket;
        private final InputStream in;

        Side(int port, String token) throws IOException {
            this.token = token;
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void get(String path) throws IOException {
            write("GET", path, "");
            read();
        }

        void post(String path, String json) throws IOException {
            write("POST", path, json);
            read();
        }

        void write(String method, String path, String json) throws IOException {
            String request =
                    method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n"
                            + (json.isEmpty()
                                    ? ""
                                    : "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n")
                            + "\r\n" + json;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }

        /** Returns the body of the next reply, which must be a success. */
        String read() throws IOException {
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (!status.contains(" 200 ")) {
                throw new IOException(status + ": " + body);
            }
            return body;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the server closed the connection");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
