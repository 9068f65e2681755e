package dev.helpline.chat.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a call's body as a JSON object, if it is one and of a size that anybody needs. */
final class BodyReader {
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?");

    private final int maxBytes;

    BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The body's fields; none for a call without a body. */
    Fields read(Route route, HttpCall call) {
        if (!route.takesBody()) {
            return new Fields(JsonNodeFactory.instance.objectNode(), route.invalid());
        }
        if (call.body().length > maxBytes || declaresMore(call)) {
            throw new Refusal(WireError.PAYLOAD_TOO_LARGE, "The body is longer than " + maxBytes + " bytes");
        }
        if (call.body().length == 0) {
            return new Fields(JsonNodeFactory.instance.objectNode(), route.invalid());
        }
        if (!isJson(call)) {
            throw new Refusal(
                    WireError.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8, not encoded");
        }
        return Json.readObject(call.body())
                .map(object -> new Fields(object, route.invalid()))
                .orElseThrow(() -> new Refusal(
                        WireError.VALIDATION_ERROR,
                        "The body must be one JSON object in UTF-8, not deeper than 16, no name twice"));
    }

    private boolean declaresMore(HttpCall call) {
        return call.header("Content-Length").filter(this::isMore).isPresent();
    }

    private boolean isMore(String length) {
        try {
            return Long.parseLong(length.strip()) > maxBytes;
        } catch (NumberFormatException notForUsToJudge) {
            return false;
        }
    }

    private static boolean isJson(HttpCall call) {
        String type = call.header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        String encoding = call.header("Content-Encoding").orElse("identity").strip();
        return JSON_TYPE.matcher(type).matches() && encoding.equalsIgnoreCase("identity");
    }
}
