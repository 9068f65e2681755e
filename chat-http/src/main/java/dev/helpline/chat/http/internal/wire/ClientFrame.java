package dev.helpline.chat.http.internal.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of the frames that a client sends over a WebSocket. */
public enum ClientFrame {
    AUTHENTICATE,
    SUBSCRIBE,
    UNSUBSCRIBE,
    MESSAGE,
    TYPING,
    READ,
    DELIVERED,
    PING;

    private static final Map<String, ClientFrame> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ClientFrame::word, Function.identity()));

    /** Returns the type in the frame. */
    public String word() {
        return WireNames.of(this);
    }

    /** Returns the type that a word stands for; empty if there is none. */
    public static Optional<ClientFrame> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
