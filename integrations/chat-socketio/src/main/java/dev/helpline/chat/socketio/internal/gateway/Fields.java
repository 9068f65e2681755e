package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads fields of an object that a client sent, by name. Null counts as absent; another type is refused. */
public final class Fields {
    private final JsonNode object;

    /** Reads from this value, which is refused unless it is an object. */
    public Fields(JsonNode value) {
        if (!value.isObject()) {
            throw Failure.invalid("an object is required");
        }
        this.object = value;
    }

    /** A text. */
    public Optional<String> text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Failure.invalid(name + " must be a text");
        }
        return Optional.of(value.asText());
    }

    /** A text that is there. */
    public String requireText(String name) {
        return text(name).orElseThrow(() -> Failure.invalid(name + " is required"));
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw Failure.invalid(name + " must be true or false");
        }
        return Optional.of(value.asBoolean());
    }

    /** An id: a text, or a whole number, since some dialects have numbers as ids. */
    private static Optional<String> id(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** An id, which may be a text or a whole number. */
    public Optional<String> id(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(id(value).orElseThrow(() -> Failure.invalid(name + " must be a text or a whole number")));
    }

    /** The id of a session; one that cannot be an id looks like a session that does not exist. */
    public SessionId requireSession(String name) {
        return sessionId(id(name).orElseThrow(() -> Failure.invalid(name + " is required")));
    }

    /** Returns the session of this id. */
    public static SessionId sessionId(String id) {
        if (!SessionId.isValid(id)) {
            throw Failure.unknown("SESSION_NOT_FOUND", "There is no such session");
        }
        return new SessionId(id);
    }

    /** A list of ids, each a text or a whole number; empty if it is absent. */
    public Optional<List<String>> ids(String name, int max) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray() || value.size() > max) {
            throw Failure.invalid(name + " must be a list of at most " + max + " ids");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode item : value) {
            ids.add(id(item).orElseThrow(() -> Failure.invalid(name + " must be a list of ids")));
        }
        return Optional.of(ids);
    }

    /** Whether there is a value of this name. */
    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** The value as text, whatever it is. */
    String raw(String name) {
        return object.path(name).asText();
    }
}
