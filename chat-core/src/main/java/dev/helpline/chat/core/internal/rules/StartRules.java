package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes new sessions: waiting, at version 1, with an event and perhaps a welcome and a first message. */
public final class StartRules {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_SESSION);

    private final ChatPolicy policy;
    private final ContentRules content;
    private final IdGenerator ids;
    private final Fingerprints fingerprints;

    /** Rules under a policy. */
    public StartRules(ChatPolicy policy, ContentRules content, IdGenerator ids, Fingerprints fingerprints) {
        this.policy = policy;
        this.content = content;
        this.ids = ids;
        this.fingerprints = fingerprints;
    }

    /** Returns the request with every text checked, and blank parts taken as missing. */
    public StartSession checked(StartSession request) {
        Topic topic = request.topic();
        String initial = request.initialMessage();
        if (initial != null) {
            TEXTS.required("initialMessage", initial, policy.maxMessageLength());
        }
        return StartSession.builder()
                .id(request.id())
                .name(TEXTS.optionalLine("name", request.name(), TextLimits.NAME))
                .email(TEXTS.optionalLine("email", request.email(), TextLimits.EMAIL))
                .phone(TEXTS.optionalLine("phone", request.phone(), TextLimits.PHONE))
                .topic(Topic.builder()
                        .subject(TEXTS.optionalLine("subject", topic.subject(), TextLimits.SUBJECT))
                        .category(TEXTS.optionalLine("category", topic.category(), TextLimits.CATEGORY))
                        .externalRef(TEXTS.optionalLine("externalRef", topic.externalRef(), TextLimits.EXTERNAL_REF))
                        .requestedPriority(topic.requestedPriority())
                        .context(TEXTS.optional("context", topic.context(), TextLimits.CONTEXT))
                        .locale(TEXTS.optionalLine("locale", topic.locale(), TextLimits.LOCALE))
                        .build())
                .claimedStart(request.claimedStart())
                .initialMessage(initial)
                .build();
    }

    /**
     * The draft of a new session. Throws CONTENT_REJECTED if a filter refuses the initial message.
     *
     * @param request as {@link #checked} returned it
     * @param slot the customer's slot that the session takes
     * @param access how a guest proves that the session is theirs; null for a customer with an account
     */
    public SessionDraft draft(
            SessionId id,
            Principal customer,
            StartSession request,
            int slot,
            @Nullable GuestAccess access,
            Instant now) {
        Session session = Session.builder(
                        id,
                        customer(customer, request),
                        Timeline.builder(now)
                                .claimedStart(ClaimedTimes.plausible(request.claimedStart(), now))
                                .build())
                .topic(topic(customer, request))
                .guestAccess(access)
                .openSlot(slot)
                .build();
        SessionDraft draft = SessionDraft.creating(session, now);
        draft.add(SessionChange.of(
                session, beginning(session), List.of(NewAudit.by(customer, "SESSION_STARTED", null, ids.newId()))));
        String initial = request.initialMessage();
        if (initial != null) {
            addInitialMessage(draft, customer, initial, now);
        }
        return draft;
    }

    private List<NewEntry> beginning(Session session) {
        List<NewEntry> entries = new ArrayList<>(2);
        entries.add(NewEntry.event(
                newEntryId(), EventType.SESSION_STARTED, EventTexts.of(session).started()));
        policy.welcomeMessage().ifPresent(welcome -> entries.add(NewEntry.systemMessage(newEntryId(), welcome)));
        return entries;
    }

    private void addInitialMessage(SessionDraft draft, Principal customer, String text, Instant now) {
        SendMessage message = SendMessage.of(draft.session().id(), text);
        Actor actor = new Actor(customer);
        Judged judged = content.judge(
                Content.builder(actor.author(draft.session()), text).build());
        SendCommand command = new SendCommand(actor, message, policy, fingerprints, ids).storing(judged);
        draft.add(command.decideForCustomer(draft.session(), now).change());
    }

    private EntryId newEntryId() {
        return new EntryId(ids.newId());
    }

    /** What the token says about the customer goes before what the request says. */
    private static Customer customer(Principal principal, StartSession request) {
        return Customer.builder(new CustomerId(principal.id()))
                .name(first(principal.name(), request.name()))
                .email(first(principal.email(), request.email()))
                .phone(first(principal.phone(), request.phone()))
                .guest(principal.guest())
                .build();
    }

    private static Topic topic(Principal principal, StartSession request) {
        Topic topic = request.topic();
        return topic.toBuilder()
                .externalRef(first(principal.externalRef(), topic.externalRef()))
                .build();
    }

    private static @Nullable String first(@Nullable String preferred, @Nullable String other) {
        return preferred == null ? other : preferred;
    }
}
