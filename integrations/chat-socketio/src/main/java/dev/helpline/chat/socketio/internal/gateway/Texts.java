package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Entry;
import java.util.stream.Collectors;

/** Messages as texts, for dialects that have nothing else. */
public final class Texts {
    private Texts() {}

    /** Returns the text of a message; of one that has files only, their names. */
    public static String shown(Entry message) {
        return message.text().isEmpty()
                ? message.attachments().stream().map(Attachment::name).collect(Collectors.joining(", "))
                : message.text();
    }
}
