package dev.helpline.chat.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Judges a body by the call's head before it arrives, and reads it as a JSON object once it has arrived. */
final class BodyReader {
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?");
    private static final Pattern NO_LENGTH = Pattern.compile("\\s*0*\\s*");

    private final int maxBytes;

    BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int maxBytes() {
        return maxBytes;
    }

    static Refusal tooLarge(int maxBytes) {
        return new Refusal(WireError.PAYLOAD_TOO_LARGE, "The body is longer than " + maxBytes + " bytes");
    }

    /** Whether a head says that a body follows. Over HTTP/2 a body may follow all the same. */
    static boolean isAnnounced(HttpCall head) {
        return !head.headers("Transfer-Encoding").isEmpty()
                || head.headers("Content-Length").stream()
                        .anyMatch(length -> !NO_LENGTH.matcher(length).matches());
    }

    /** Refuses a call that has no use for a body and announces one. */
    static void requireNone(HttpCall head) {
        if (isAnnounced(head)) {
            throw new Refusal(WireError.VALIDATION_ERROR, "A request with this method must not have a body");
        }
    }

    /** Refuses by its head a call whose body would be refused whatever it is. */
    void judge(Route route, HttpCall head) {
        if (!route.takesBody()) {
            requireNone(head);
            return;
        }
        if (declaredLength(head).orElse(0) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (isAnnounced(head)) {
            requireJson(head);
        }
    }

    /** The length that a head declares, if it declares one that can be understood. */
    static OptionalLong declaredLength(HttpCall head) {
        List<String> lengths = head.headers("Content-Length");
        try {
            return lengths.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lengths.get(0).strip()));
        } catch (NumberFormatException leftToTheServer) {
            return OptionalLong.empty();
        }
    }

    /** The fields of a body that has arrived; none if it is empty. */
    Fields read(Route route, HttpCall head, byte[] body) {
        if (body.length == 0) {
            return new Fields(JsonNodeFactory.instance.objectNode(), route.invalid());
        }
        requireJson(head);
        return Json.readObject(body)
                .map(object -> new Fields(object, route.invalid()))
                .orElseThrow(() -> new Refusal(
                        WireError.VALIDATION_ERROR,
                        "The body must be one JSON object in UTF-8, not deeper than 16, no name twice"));
    }

    private static void requireJson(HttpCall head) {
        String type = head.header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        String encoding = head.header("Content-Encoding").orElse("identity").strip();
        if (!JSON_TYPE.matcher(type).matches() || !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    WireError.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8, not encoded");
        }
    }
}
