package dev.helpline.chat.http.internal.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireJson;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Judges a body by the call's head before it arrives, and reads it as a JSON object once it has arrived. */
public final class BodyReader {
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?");
    private static final Pattern NO_LENGTH = Pattern.compile("\\s*0*\\s*");

    private final int maxBytes;

    public BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int maxBytes() {
        return maxBytes;
    }

    static Refusal tooLarge(int maxBytes) {
        return new Refusal(WireError.PAYLOAD_TOO_LARGE, "The body is longer than " + maxBytes + " bytes");
    }

    /** Whether a head says that a body follows. Over HTTP/2 a body may follow all the same. */
    public static boolean isAnnounced(HttpCall head) {
        return !head.headers("Transfer-Encoding").isEmpty()
                || head.headers("Content-Length").stream()
                        .anyMatch(length -> !NO_LENGTH.matcher(length).matches());
    }

    /** Refuses a call that has no use for a body and announces one. */
    public static void requireNone(HttpCall head) {
        if (isAnnounced(head)) {
            throw new Refusal(WireError.VALIDATION_ERROR, "A request with this method must not have a body");
        }
    }

    /** Refuses by its head a call whose body would be too long, or is not JSON. */
    public void judge(HttpCall head) {
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

    /**
     * The fields of a body that has arrived; none if it is empty.
     *
     * @param invalid the code for fields that break a rule
     */
    public JsonFields read(HttpCall head, byte[] body, WireError invalid) {
        if (body.length == 0) {
            return new JsonFields(JsonNodeFactory.instance.objectNode(), invalid);
        }
        requireJson(head);
        return WireJson.readObject(body)
                .map(object -> new JsonFields(object, invalid))
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
