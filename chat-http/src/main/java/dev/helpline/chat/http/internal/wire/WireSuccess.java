package dev.helpline.chat.http.internal.wire;

/** The envelope of a successful call, as JSON. */
public record WireSuccess(boolean success, Object data, String message) {
    /** Returns the body of a reply. */
    public static byte[] write(Object data, String message) {
        return WireJson.write(new WireSuccess(true, data, message));
    }
}
