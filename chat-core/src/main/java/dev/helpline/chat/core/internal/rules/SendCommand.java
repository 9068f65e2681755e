package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends a message. An agent's message claims a waiting session; a customer's takes it off hold, and reopens it within the policy's
 * window.
 *
 * <p>Sending the same message again – the same id, sender and content – returns the stored entry, whatever happened to the session
 * since.
 */
public final class SendCommand implements SlotCommand<Entry>, ReopeningCommand<Entry> {
    /** What the command is called in metrics. */
    public static final String NAME = "send";

    private static final String TYPE = "text";
    private static final String TYPE_OF_IMAGES = "image";
    private static final String TYPE_OF_FILES = "file";
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_MESSAGE);

    private final Actor actor;
    private final SendMessage message;
    private final EntryId id;
    private final ChatPolicy policy;
    private final Fingerprints fingerprints;
    private final Ids ids;
    private final Reopening reopening;
    private Judged content;
    private List<Attachment> attachments = List.of();
    private @Nullable Integer slot;

    /** A command for a message that {@link #checked} returned. */
    public SendCommand(
            Actor actor, SendMessage message, ChatPolicy policy, Fingerprints fingerprints, IdGenerator generator) {
        this.actor = actor;
        this.message = message;
        this.policy = policy;
        this.fingerprints = fingerprints;
        EntryId given = message.id();
        this.id = given == null ? new EntryId(generator.newId()) : given;
        this.ids = new Ids(generator);
        this.reopening = new Reopening(actor, policy, ids);
        this.content = Judged.asSent(message.text());
    }

    /** Stores what the filters made of the message; a retry is still recognised by what was sent. */
    public SendCommand storing(Judged judged) {
        content = judged;
        return this;
    }

    /** Attaches the files that the message names. */
    public SendCommand attaching(List<Attachment> files) {
        attachments = List.copyOf(files);
        return this;
    }

    /** Returns the message, with blank parts taken as missing; rejects one that breaks a rule whatever the session is. */
    public static SendMessage checked(SendMessage message, ChatPolicy policy) {
        if (message.attachments().isEmpty()) {
            checkText(message.text(), policy);
        } else {
            TEXTS.optional("message", message.text(), policy.maxMessageLength());
            checkAttachments(message.attachments(), policy.attachments().maxFiles());
        }
        return message.toBuilder()
                .metadata(TEXTS.optional("metadata", message.metadata(), TextLimits.METADATA))
                .build();
    }

    /** Rejects content of a sender whom the policy does not let send any, and content that no store keeps. */
    public static void checkContent(Actor actor, SendMessage message, ChatPolicy policy) {
        RichContent content = message.content();
        if (content == null) {
            return;
        }
        boolean allowed = switch (policy.contentSenders()) {
            case NONE -> false;
            case AGENTS -> actor.isAgent();
            case ALL -> true;
        };
        if (!allowed) {
            throw Refusals.forbidden("the policy does not let this sender send content");
        }
        TEXTS.required("content", content.json(), TextLimits.RICH_CONTENT);
    }

    private static void checkAttachments(List<AttachmentId> ids, int max) {
        if (ids.size() > max || Set.copyOf(ids).size() < ids.size()) {
            throw new ChatException(
                    ErrorCode.INVALID_MESSAGE,
                    "a message may have at most " + max + " attachments, each of them once",
                    Map.of("field", "attachmentIds", "limit", Integer.toString(max)));
        }
    }

    /** Rejects the text of a message that breaks a rule whatever the session is. */
    public static void checkText(String text, ChatPolicy policy) {
        TEXTS.required("message", text, policy.maxMessageLength());
    }

    @Override
    public void useSlot(int value) {
        slot = value;
    }

    @Override
    public void useSlots(ReopenSlots slots) {
        reopening.use(slots);
    }

    @Override
    public void refuseSlots(ChatException refusal) {
        reopening.refuse(refusal);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<EntryId> repeatableAs() {
        return Optional.of(id);
    }

    @Override
    public Decision<Entry> decide(Session session, Instant now) {
        if (!session.state().isOpen()) {
            return decideAfterEnd(session, now);
        }
        return actor.isAgent() ? decideForAgent(session, now) : decideForCustomer(session, now);
    }

    private Decision<Entry> decideAfterEnd(Session session, Instant now) {
        if (actor.isAgent() || !reopening.isAllowed(session, now)) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        Optional<Decision<Entry>> lacking = reopening.lacking();
        if (lacking.isPresent()) {
            return lacking.get();
        }
        Reopening.Step step = reopening.step(session, now);
        return change(step.next(), step.entries(), step.audit(), now);
    }

    @Override
    public Decision<Entry> decideRepeated(Entry stored) {
        boolean same = stored.fingerprint().equals(fingerprints.of(stored.author(), TYPE, message))
                && actor.is(stored.author());
        return same ? new Decision.Answer<>(unchanged -> stored) : new Decision.Refuse<>(Refusals.messageTaken(stored));
    }

    Decision.Change<Entry> decideForCustomer(Session session, Instant now) {
        List<NewEntry> entries = new ArrayList<>(2);
        List<NewAudit> audit = new ArrayList<>(1);
        Session next = resumed(actor, session, ids, entries, audit);
        return change(next, entries, audit, now);
    }

    /**
     * The session off hold, with what that adds to the log; the same session if it is not on hold.
     *
     * @param actor null for the host
     */
    static Session resumed(
            @Nullable Actor actor, Session session, Ids ids, List<NewEntry> entries, List<NewAudit> audit) {
        if (!SessionTransitions.allow(session.state(), SessionMove.RESUME)) {
            return session;
        }
        entries.add(NewEntry.event(
                ids.event(), EventType.SESSION_RESUMED, EventTexts.of(session).resumed()));
        audit.add(NewAudit.by(Actor.principalOf(actor), "SESSION_RESUMED", null, ids.moveSalt()));
        return SessionTransitions.moved(session, SessionMove.RESUME).build();
    }

    private Decision<Entry> decideForAgent(Session session, Instant now) {
        Optional<ChatException> refusal = Permissions.refusal(actor, AgentAction.REPLY, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        List<NewEntry> entries = new ArrayList<>(2);
        List<NewAudit> audit = new ArrayList<>(2);
        Session next = session;
        Assignment owner = session.assignment();
        if (owner == null) {
            Integer free = Offers.slotFor(actor.agentId(), session, slot);
            if (free == null) {
                return new Decision.NeedSlot<>();
            }
            Assignee self = Assignee.of(actor.principal());
            next = Assignments.assigned(actor, session, self, free, now);
            entries.add(Assignments.event(session, self, ids.event()));
            audit.add(Assignments.audit(actor, self, ids));
        }
        audit.add(NewAudit.by(actor.principal(), "MESSAGE_SENT", "message=" + id, ids.messageSalt()));
        return change(next, entries, audit, now);
    }

    private Decision.Change<Entry> change(Session session, List<NewEntry> entries, List<NewAudit> audit, Instant now) {
        Session next = Inactivity.turnedTo(actor.isAgent() ? Turn.CUSTOMER : Turn.AGENT, session, policy, now);
        Author author = actor.author(next);
        entries.add(new NewEntry(
                id,
                EntryKind.MESSAGE,
                typeOf(attachments),
                Audience.ALL,
                author,
                ClaimedTimes.plausible(message.claimedAt(), now),
                content.text(),
                message.replyTo(),
                message.metadata(),
                fingerprints.of(author, TYPE, message),
                attachments,
                message.content()));
        int place = entries.size() - 1;
        if (!content.notes().isEmpty()) {
            String notes = EventTexts.flagged(content.notes());
            entries.add(NewEntry.agentsEvent(ids.flag(), EventType.MESSAGE_FLAGGED, id, notes));
        }
        return new Decision.Change<>(SessionChange.of(next, entries, audit), (stored, appended) -> appended.get(place));
    }

    private static String typeOf(List<Attachment> files) {
        if (files.isEmpty()) {
            return TYPE;
        }
        boolean images = files.stream().allMatch(file -> file.type().mediaType().startsWith("image/"));
        return images ? TYPE_OF_IMAGES : TYPE_OF_FILES;
    }
}
