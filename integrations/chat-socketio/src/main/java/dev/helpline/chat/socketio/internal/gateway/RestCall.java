package dev.helpline.chat.socketio.internal.gateway;

import java.util.List;

/**
 * One call over HTTP.
 *
 * @param variables the parts of the path that its template leaves open, in order
 * @param body the fields of a JSON body or of a form; no fields if there is no body
 * @param files the files of a form
 */
public record RestCall(Identity identity, List<String> variables, QueryText query, Fields body, List<FormFile> files) {
    /** A file of a form, with what the client says about it. Immutable, except that the bytes are not copied. */
    public static final class FormFile {
        private final String name;
        private final String type;
        private final byte[] bytes;

        FormFile(String name, String type, byte[] bytes) {
            this.name = name;
            this.type = type;
            this.bytes = bytes;
        }

        /** The name that the client gives it. */
        public String name() {
            return name;
        }

        /** The type that the client says it has. */
        public String type() {
            return type;
        }

        /** Its content. */
        public byte[] bytes() {
            return bytes;
        }
    }
}
