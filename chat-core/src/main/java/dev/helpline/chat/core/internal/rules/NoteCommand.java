package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Appends a note, which only agents see, to a session in any state. Adding the same note again – the same id, author and text – returns the
 * stored entry.
 */
public final class NoteCommand implements SessionCommand<Entry> {
    private static final String TYPE = "note";
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final Actor actor;
    private final AddNote note;
    private final Set<AgentId> mentions;
    private final ChatPolicy policy;
    private final Fingerprints fingerprints;
    private final EntryId id;
    private final Ids ids;

    /**
     * A command for a note that has passed {@link #check}.
     *
     * @param mentions the agents whom the text mentions
     */
    public NoteCommand(
            Actor actor,
            AddNote note,
            Set<AgentId> mentions,
            ChatPolicy policy,
            Fingerprints fingerprints,
            IdGenerator generator) {
        this.actor = actor;
        this.note = note;
        this.mentions = Set.copyOf(mentions);
        this.policy = policy;
        this.fingerprints = fingerprints;
        EntryId given = note.id();
        this.id = given == null ? new EntryId(generator.newId()) : given;
        this.ids = new Ids(generator);
    }

    /** Rejects a text that breaks a rule whatever the session is. */
    public static void check(String text) {
        TEXTS.required("note", text, TextLimits.MESSAGE);
    }

    @Override
    public String name() {
        return "note";
    }

    @Override
    public Optional<EntryId> repeatableAs() {
        return Optional.of(id);
    }

    @Override
    public Decision<Entry> decide(Session session, Instant now) {
        Optional<ChatException> refusal = Permissions.refusal(actor, AgentAction.NOTE, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        Author author = actor.author(session);
        NewEntry entry = new NewEntry(
                id,
                EntryKind.NOTE,
                TYPE,
                Audience.AGENTS,
                author,
                null,
                note.text(),
                null,
                Mentions.metadata(mentions),
                fingerprints.of(author, note));
        Session next = mentions.isEmpty()
                ? session
                : session.toBuilder()
                        .mentions(
                                Mentions.after(session, mentions, session.log().lastSeq() + 1))
                        .build();
        return new Decision.Change<>(
                SessionChange.of(
                        next,
                        List.of(entry),
                        List.of(NewAudit.by(actor.principal(), "NOTE_ADDED", "note=" + id, ids.messageSalt()))),
                (stored, appended) -> appended.get(0));
    }

    @Override
    public Decision<Entry> decideRepeated(Entry stored) {
        boolean same = stored.kind() == EntryKind.NOTE
                && actor.is(stored.author())
                && stored.fingerprint().equals(fingerprints.of(stored.author(), note));
        return same
                ? new Decision.Answer<>(unchanged -> stored)
                : new Decision.Refuse<>(new ChatException(
                        ErrorCode.MESSAGE_CONFLICT,
                        "the id " + id + " is taken by another entry of session " + stored.session(),
                        Map.of("messageId", id.value())));
    }
}
