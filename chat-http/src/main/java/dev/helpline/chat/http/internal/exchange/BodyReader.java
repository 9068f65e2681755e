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

/** Checks a body by the call's head before it arrives, and reads it as a JSON object after it has arrived. */
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

    /** Whether the head announces a body. Over HTTP/2 a body may follow without being announced. */
    public static boolean isAnnounced(HttpCall head) {
        return !head.headers("Transfer-Encoding").isEmpty()
                || head.headers("Content-Length").stream()
                        .anyMatch(length -> !NO_LENGTH.matcher(length).matches());
    }

    /** Rejects an announced body for a call that takes none. */
    public static void requireNone(HttpCall head) {
        if (isAnnounced(head)) {
            throw new Refusal(WireError.VALIDATION_ERROR, "A request with this method must not have a body");
        }
    }

    /** Rejects a call whose head announces a body that is too long or not JSON. */
    public void judge(HttpCall head) {
        if (declaredLength(head).orElse(0) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (isAnnounced(head)) {
            requireJson(head);
        }
    }

    /** Rejects a call whose head announces a part of a file that is too long or encoded. */
    public static void judgePart(HttpCall head, int maxBytes) {
        if (declaredLength(head).orElse(0) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        String encoding = head.header("Content-Encoding").orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(WireError.UNSUPPORTED_MEDIA_TYPE, "A part of a file must have no content encoding");
        }
    }

    /** The length that a head declares; empty if there is none or it is not a number. */
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
     * Returns the fields of a body that has arrived; no fields if it is empty.
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
                        "The body must be one JSON object in UTF-8, at most 16 levels deep, without duplicate names"));
    }

    private static void requireJson(HttpCall head) {
        String type = head.header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        String encoding = head.header("Content-Encoding").orElse("identity").strip();
        if (!JSON_TYPE.matcher(type).matches() || !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    WireError.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be application/json in UTF-8, without a content encoding");
        }
    }
}
