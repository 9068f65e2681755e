package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.AmendmentType;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends an amendment of a message: its author edits or withdraws it.
 *
 * <p>Making the same change again – the same id, author, message and text – returns the stored amendment, whatever happened to the session
 * since. The command is decided on what was known of the message before; if the session has other amendments by then, its result is empty,
 * and the caller has to look at the message again.
 */
public final class AmendCommand implements SessionCommand<Optional<Entry>> {
    /** What the command is called in metrics. */
    public static final String NAME = "amend";

    private final Actor actor;
    private final AmendMessage request;
    private final Target target;
    private final ChatPolicy policy;
    private final Fingerprints fingerprints;
    private final Ids ids;
    private final EntryId id;
    private final Judged content;

    /**
     * The message to change.
     *
     * @param message as it was sent
     * @param newest its newest amendment; null if it has none
     * @param amendmentCount of the session, no later than {@code newest} was looked up
     */
    public record Target(Entry message, @Nullable Entry newest, long amendmentCount) {
        boolean isWithdrawn() {
            return newest != null && AmendmentType.of(newest).equals(Optional.of(AmendmentType.WITHDRAWN));
        }
    }

    /** What all commands of one engine share. */
    public record Rules(ChatPolicy policy, Fingerprints fingerprints, IdGenerator ids) {}

    /**
     * A command for a request that was checked.
     *
     * @param content what the filters made of the new text; an empty text to withdraw the message
     */
    public AmendCommand(Actor actor, AmendMessage request, Target target, Judged content, Rules rules) {
        this.actor = actor;
        this.request = request;
        this.target = target;
        this.policy = rules.policy();
        this.fingerprints = rules.fingerprints();
        this.ids = new Ids(rules.ids());
        EntryId given = request.id();
        this.id = given == null ? new EntryId(rules.ids().newId()) : given;
        this.content = content;
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
    public Decision<Optional<Entry>> decide(Session session, Instant now) {
        if (session.log().amendmentCount() != target.amendmentCount()) {
            return new Decision.Answer<>(unchanged -> Optional.empty());
        }
        Entry newest = target.newest();
        if (newest != null && target.isWithdrawn() && request.text() == null) {
            return new Decision.Answer<>(unchanged -> Optional.of(newest));
        }
        Optional<ChatException> refusal = refusal(session, now);
        return refusal.isPresent() ? new Decision.Refuse<>(refusal.get()) : change(session);
    }

    private Optional<ChatException> refusal(Session session, Instant now) {
        if (!actor.is(target.message().author())) {
            return Optional.of(Refusals.forbidden("only its author can change a message"));
        }
        if (!session.state().isOpen() && !policy.amendsAfterEnd()) {
            return Optional.of(Refusals.notOpen(session));
        }
        Optional<Duration> window = actor.isAgent() ? policy.agentAmendments() : policy.customerAmendments();
        if (window.isEmpty()) {
            return Optional.of(notEditable("messages cannot be changed"));
        }
        if (now.isAfter(target.message().at().plus(window.get()))) {
            return Optional.of(notEditable("the message is too old to be changed"));
        }
        return target.isWithdrawn() ? Optional.of(notEditable("the message was withdrawn")) : Optional.empty();
    }

    private static ChatException notEditable(String why) {
        return new ChatException(ErrorCode.MESSAGE_NOT_EDITABLE, why);
    }

    private Decision<Optional<Entry>> change(Session session) {
        Author author = actor.author(session);
        AmendmentType type = typeOf(request);
        List<NewEntry> entries = new ArrayList<>(2);
        entries.add(new NewEntry(
                id,
                EntryKind.AMENDMENT,
                type.type(),
                target.message().audience(),
                author,
                null,
                content.text(),
                request.message(),
                null,
                fingerprints.of(author, request)));
        if (!content.notes().isEmpty()) {
            entries.add(NewEntry.agentsEvent(
                    ids.flag(), EventType.MESSAGE_FLAGGED, request.message(), EventTexts.flagged(content.notes())));
        }
        List<NewAudit> audit = actor.isAgent()
                ? List.of(NewAudit.by(
                        actor.principal(), "MESSAGE_" + type, "message=" + request.message(), ids.messageSalt()))
                : List.of();
        return new Decision.Change<>(
                SessionChange.of(session, entries, audit), (stored, appended) -> Optional.of(appended.get(0)));
    }

    @Override
    public Decision<Optional<Entry>> decideRepeated(Entry stored) {
        return isRepeat(stored, actor, request, fingerprints)
                ? new Decision.Answer<>(unchanged -> Optional.of(stored))
                : new Decision.Refuse<>(conflict(request));
    }

    /** Whether the stored entry is the change that the request asks for, made by this actor. */
    public static boolean isRepeat(Entry stored, Actor actor, AmendMessage request, Fingerprints fingerprints) {
        return stored.fingerprint().equals(fingerprints.of(stored.author(), request)) && actor.is(stored.author());
    }

    /** The id of the change is that of another entry. */
    public static ChatException conflict(AmendMessage request) {
        EntryId id = request.id();
        return new ChatException(
                ErrorCode.MESSAGE_CONFLICT,
                "the id " + id + " is taken by another entry of session " + request.session(),
                Map.of("messageId", String.valueOf(id)));
    }

    static AmendmentType typeOf(AmendMessage request) {
        return request.text() == null ? AmendmentType.WITHDRAWN : AmendmentType.EDITED;
    }
}
