package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Appends a message of the host's. It claims nothing and reopens nothing, and one by the system or a bot leaves the turn where it is; one in
 * the customer's name takes the session off hold.
 *
 * <p>Sending the same message again – the same id, voice and content – returns the stored entry, whatever happened to the session since.
 */
public final class HostMessageCommand implements SessionCommand<Entry> {
    private static final String TEXT = "text";
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_MESSAGE);

    private final Voice voice;
    private final SendMessage message;
    private final Judged content;
    private final EntryId id;
    private final ChatPolicy policy;
    private final Fingerprints fingerprints;
    private final Ids ids;
    private boolean onlyBeforeAgents;

    /**
     * A command for a message that {@link #checked} returned.
     *
     * @param content what the filters made of the message
     */
    public HostMessageCommand(
            Voice voice,
            SendMessage message,
            Judged content,
            ChatPolicy policy,
            Fingerprints fingerprints,
            IdGenerator generator) {
        this.voice = voice;
        this.message = message;
        this.content = content;
        this.policy = policy;
        this.fingerprints = fingerprints;
        EntryId given = message.id();
        this.id = given == null ? new EntryId(generator.newId()) : given;
        this.ids = new Ids(generator);
    }

    /** Refuses the message once the session has or had an agent. */
    public HostMessageCommand onlyBeforeAgents() {
        onlyBeforeAgents = true;
        return this;
    }

    /** Whether the session waits, and never had an agent. */
    public static boolean waitsForFirstAgent(Session session) {
        return session.state() == SessionState.WAITING && session.timeline().firstAssignedAt() == null;
    }

    /** Returns the message, with blank parts taken as missing; rejects one that breaks a rule whatever the session is. */
    public static SendMessage checked(SendMessage message, ChatPolicy policy) {
        if (!message.attachments().isEmpty()) {
            throw new ChatException(
                    ErrorCode.INVALID_MESSAGE, "the host attaches no files", Map.of("field", "attachmentIds"));
        }
        RichContent rich = message.content();
        if (rich != null) {
            TEXTS.required("content", rich.json(), TextLimits.RICH_CONTENT);
        }
        return SendCommand.checked(message, policy);
    }

    @Override
    public String name() {
        return SendCommand.NAME;
    }

    @Override
    public Optional<EntryId> repeatableAs() {
        return Optional.of(id);
    }

    @Override
    public Decision<Entry> decideRepeated(Entry stored) {
        Author author = stored.author();
        boolean same = author.type() == voice.type()
                && (voice.botId() == null || Objects.equals(author.id(), voice.botId()))
                && stored.fingerprint().equals(fingerprints.of(author, TEXT, message));
        return same ? new Decision.Answer<>(unchanged -> stored) : new Decision.Refuse<>(Refusals.messageTaken(stored));
    }

    @Override
    public Decision<Entry> decide(Session session, Instant now) {
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        List<NewEntry> entries = new ArrayList<>(3);
        List<NewAudit> audit = new ArrayList<>(2);
        if (onlyBeforeAgents && !waitsForFirstAgent(session)) {
            return new Decision.Refuse<>(
                    new ChatException(ErrorCode.SESSION_CONFLICT, "session " + session.id() + " has or had an agent"));
        }
        Session next = session;
        if (voice.type() == ParticipantType.CUSTOMER) {
            Session resumed = SendCommand.resumed(null, session, ids, entries, audit);
            next = Inactivity.turnedTo(Turn.AGENT, resumed, policy, now);
        }
        Author author = voice.author(next);
        entries.add(new NewEntry(
                id,
                EntryKind.MESSAGE,
                voice.type() == ParticipantType.SYSTEM ? NewEntry.SYSTEM_TYPE : TEXT,
                Audience.ALL,
                author,
                ClaimedTimes.plausible(message.claimedAt(), now),
                content.text(),
                message.replyTo(),
                message.metadata(),
                fingerprints.of(author, TEXT, message),
                List.of(),
                message.content()));
        int place = entries.size() - 1;
        if (!content.notes().isEmpty()) {
            String notes = EventTexts.flagged(content.notes());
            entries.add(NewEntry.agentsEvent(ids.flag(), EventType.MESSAGE_FLAGGED, id, notes));
        }
        String bot = voice.botId() == null ? "" : " bot=" + voice.botId();
        audit.add(NewAudit.by(null, "MESSAGE_SENT", "message=" + id + " as=" + voice.type() + bot, ids.messageSalt()));
        return new Decision.Change<>(SessionChange.of(next, entries, audit), (stored, appended) -> appended.get(place));
    }
}
