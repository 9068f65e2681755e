package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.spi.entry.RichContent;
import org.jspecify.annotations.Nullable;

/** What clients that know the type show in place of a message's text, as JSON. */
public record WireContent(String type, int version, ObjectNode data) {
    /** Returns the content; null if there is none, or if the host stored a text that is not a JSON object. */
    static @Nullable WireContent of(@Nullable RichContent content) {
        ObjectNode data = content == null ? null : WireMessage.storedObject(content.json());
        return content == null || data == null ? null : new WireContent(content.type(), content.version(), data);
    }
}
