package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.RichContent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry that has no number yet; see {@link dev.helpline.chat.spi.entry.Entry} for its parts. */
public record NewEntry(
        EntryId id,
        EntryKind kind,
        String type,
        Audience audience,
        Author author,
        @Nullable Instant claimedAt,
        String text,
        @Nullable EntryId replyTo,
        @Nullable String metadata,
        String fingerprint,
        List<Attachment> attachments,
        @Nullable RichContent content) {

    /** The type of a message of the system. */
    public static final String SYSTEM_TYPE = "system";

    private static final Set<String> NO_SIGNS_OF_LIFE =
            Set.of(EventType.SESSION_ENDING.type(), EventType.SESSION_OVERFLOWED.type());

    /** An entry without attachments and content. */
    public NewEntry(
            EntryId id,
            EntryKind kind,
            String type,
            Audience audience,
            Author author,
            @Nullable Instant claimedAt,
            String text,
            @Nullable EntryId replyTo,
            @Nullable String metadata,
            String fingerprint) {
        this(id, kind, type, audience, author, claimedAt, text, replyTo, metadata, fingerprint, List.of(), null);
    }

    /** An event that both sides see. It has no fingerprint, since only the engine makes events. */
    public static NewEntry event(EntryId id, EventType type, String text) {
        return new NewEntry(id, EntryKind.EVENT, type.type(), Audience.ALL, Author.SYSTEM, null, text, null, null, "");
    }

    /** An event that both sides see, with facts for programs: a JSON object as text. */
    public static NewEntry event(EntryId id, EventType type, String text, @Nullable String metadata) {
        return new NewEntry(
                id, EntryKind.EVENT, type.type(), Audience.ALL, Author.SYSTEM, null, text, null, metadata, "");
    }

    /** An event that only agents see, about a message or about the session. */
    public static NewEntry agentsEvent(EntryId id, EventType type, @Nullable EntryId message, String text) {
        return new NewEntry(
                id, EntryKind.EVENT, type.type(), Audience.AGENTS, Author.SYSTEM, null, text, message, null, "");
    }

    /** An event about the session that only agents see, with facts for programs: a JSON object as text. */
    public static NewEntry teamEvent(EntryId id, EventType type, String text, String facts) {
        return new NewEntry(
                id, EntryKind.EVENT, type.type(), Audience.AGENTS, Author.SYSTEM, null, text, null, facts, "");
    }

    /** A message of the system. */
    public static NewEntry systemMessage(EntryId id, String text) {
        return new NewEntry(
                id, EntryKind.MESSAGE, SYSTEM_TYPE, Audience.ALL, Author.SYSTEM, null, text, null, null, "");
    }

    /**
     * Whether the entry is a sign of life of the session. A warning that it ends is none, nor is the move to another queue. Neither is what only agents see, so that it
     * changes nothing that customers could notice.
     */
    boolean isSignOfLife() {
        return audience == Audience.ALL && (kind != EntryKind.EVENT || !NO_SIGNS_OF_LIFE.contains(type));
    }

    /** The id and the kind; never the text. */
    @Override
    public String toString() {
        return "NewEntry[" + kind + "/" + type + " " + id + "]";
    }
}
