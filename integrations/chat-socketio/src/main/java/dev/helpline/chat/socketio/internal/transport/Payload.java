package dev.helpline.chat.socketio.internal.transport;

import dev.helpline.chat.http.exchange.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The packets of one poll in one body. */
final class Payload {
    static final char SEPARATOR = '\u001e';

    private Payload() {}

    static String join(List<String> packets) {
        return String.join(String.valueOf(SEPARATOR), packets);
    }

    static List<String> split(String body) {
        return List.of(body.split(String.valueOf(SEPARATOR), -1));
    }

    static HttpReply reply(String text) {
        return reply(200, "text/plain; charset=UTF-8", text);
    }

    static HttpReply reply(int status, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return HttpReply.builder(status)
                .headers(Map.of(
                        "Content-Type",
                        type,
                        "Content-Length",
                        Integer.toString(body.length),
                        "Cache-Control",
                        "no-store",
                        "X-Content-Type-Options",
                        "nosniff"))
                .body(body)
                .build();
    }
}
