package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One packet of Socket.IO 5 (github.com/socketio/socket.io-protocol), as text: a digit, the namespace unless it is the root, the number of
 * the acknowledgement if one is asked for, and JSON.
 *
 * @param type what it is
 * @param namespace begins with a slash
 * @param ack the number under which the client waits for a result; null if it does not
 * @param data what it carries; null for nothing
 */
record Packet(
        Type type,
        String namespace,
        @Nullable Long ack,
        @Nullable JsonNode data) {
    private static final int MAX_NAMESPACE = 64;
    private static final int MAX_ACK_DIGITS = 15;

    enum Type {
        CONNECT('0'),
        DISCONNECT('1'),
        EVENT('2'),
        ACK('3'),
        CONNECT_ERROR('4'),
        BINARY_EVENT('5'),
        BINARY_ACK('6');

        private final char digit;

        Type(char digit) {
            this.digit = digit;
        }

        private static Optional<Type> of(String text) {
            return Arrays.stream(values())
                    .filter(type -> !text.isEmpty() && text.charAt(0) == type.digit)
                    .findFirst();
        }
    }

    /** Reads a packet; empty if the text is none. */
    static Optional<Packet> read(String text) {
        Type type = Type.of(text).orElse(null);
        if (type == null) {
            return Optional.empty();
        }
        if (type == Type.BINARY_EVENT || type == Type.BINARY_ACK) {
            return Optional.of(new Packet(type, "/", null, null));
        }
        int position = 1;
        String namespace = "/";
        if (text.length() > 1 && text.charAt(1) == '/') {
            int comma = text.indexOf(',');
            int end = comma < 0 ? text.length() : comma;
            if (end - 1 > MAX_NAMESPACE) {
                return Optional.empty();
            }
            String path = text.substring(1, end);
            int question = path.indexOf('?');
            namespace = question < 0 ? path : path.substring(0, question);
            position = Math.min(end + 1, text.length());
        }
        int digits = position;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits - position > MAX_ACK_DIGITS) {
            return Optional.empty();
        }
        Long ack = digits == position ? null : Long.valueOf(text.substring(position, digits));
        if (digits == text.length()) {
            return Optional.of(new Packet(type, namespace, ack, null));
        }
        String finalNamespace = namespace;
        return Json.read(text.substring(digits)).map(data -> new Packet(type, finalNamespace, ack, data));
    }

    /** Writes the packet. */
    String write() {
        return String.valueOf(type.digit)
                + (namespace.equals("/") ? "" : namespace + ",")
                + (ack == null ? "" : ack)
                + (data == null ? "" : Json.write(data));
    }
}
