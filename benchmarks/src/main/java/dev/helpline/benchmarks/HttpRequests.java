package dev.helpline.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Returns requests that were prepared once, session by session, again and again. Not thread-safe. */
final class HttpRequests implements Supplier<byte[]> {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /** Stands where each message has an id of its own, of the same length. */
    private static final String ID = "message-id-of-32-characters-....";

    private final List<Prepared> prepared;
    private int next;
    private long returned;

    private HttpRequests(List<String> prepared) {
        this.prepared = prepared.stream().map(Prepared::of).toList();
    }

    /** @param prefix comes before the path of each poll */
    static HttpRequests polls(List<HttpSession> sessions, String prefix) {
        return new HttpRequests(sessions.stream()
                .map(session -> head("GET " + prefix + session.pollPath(), session) + "\r\n")
                .toList());
    }

    /**
     * Messages that each have an id of their own.
     *
     * @param prefix comes before the path of each message
     */
    static HttpRequests messages(List<HttpSession> sessions, String prefix) {
        return new HttpRequests(
                sessions.stream().map(session -> message(session, prefix)).toList());
    }

    private static String message(HttpSession session, String prefix) {
        String body = json(session.message(ID));
        return head("POST " + prefix + HttpSession.MESSAGE_PATH, session)
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String head(String line, HttpSession session) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + session.token()
                + "\r\nAccept: application/json\r\n";
    }

    private static String json(Object body) {
        try {
            return new ObjectMapper().writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many requests it has returned so far. */
    long returned() {
        return returned;
    }

    @Override
    public byte[] get() {
        returned++;
        Prepared request = prepared.get(next);
        next = (next + 1) % prepared.size();
        return request.withNewId();
    }

    /** @param idAt where the id is in the bytes; negative if there is none */
    @SuppressWarnings("ArrayRecordComponent") // is not compared
    private record Prepared(byte[] bytes, int idAt) {
        static Prepared of(String request) {
            return new Prepared(request.getBytes(US_ASCII), request.indexOf(ID));
        }

        byte[] withNewId() {
            if (idAt < 0) {
                return bytes;
            }
            byte[] copy = bytes.clone();
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < ID.length(); i++) {
                copy[idAt + i] = HEX[random.nextInt(HEX.length)];
            }
            return copy;
        }
    }
}
