package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.internal.change.Digests;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.RichContent;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Digests of a message and its author, which tell an honest retry from another message under the same id. The time is left out, since a
 * retry may carry a later one. The digests are keyed, so that they do not reveal short messages.
 */
public final class Fingerprints {
    private final ThreadLocal<Mac> macs;

    /** Fingerprints under this key. */
    public Fingerprints(byte[] key) {
        byte[] copy = key.clone();
        this.macs = ThreadLocal.withInitial(() -> Digests.keyed(copy));
    }

    String of(Author author, AmendMessage request) {
        return Digests.hmac(
                macs.get(),
                author.type().name(),
                author.id(),
                AmendCommand.typeOf(request).type(),
                request.text(),
                request.message().value(),
                null);
    }

    String of(Author author, AddNote note) {
        return Digests.hmac(macs.get(), author.type().name(), author.id(), "note", note.text());
    }

    String of(Author author, String type, SendMessage message) {
        EntryId replyTo = message.replyTo();
        List<@Nullable String> fields = new ArrayList<>();
        fields.add(author.type().name());
        fields.add(author.id());
        fields.add(type);
        fields.add(message.text());
        fields.add(replyTo == null ? null : replyTo.value());
        fields.add(message.metadata());
        RichContent content = message.content();
        fields.add(content == null ? null : content.type() + " " + content.version());
        fields.add(content == null ? null : content.json());
        message.attachments().forEach(attachment -> fields.add(attachment.value()));
        return Digests.hmac(macs.get(), fields.toArray(new @Nullable String[0]));
    }
}
