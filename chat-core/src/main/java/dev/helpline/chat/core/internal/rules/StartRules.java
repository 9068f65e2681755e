package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.ChangeFollowUp;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes new sessions: waiting, at version 1, with an event and perhaps a welcome and a first message. */
public final class StartRules {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_SESSION);

    private static final Logger LOG = LoggerFactory.getLogger(StartRules.class);

    private static final DateTimeFormatter WITH_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ChatPolicy policy;
    private final ContentRules content;
    private final IdGenerator ids;
    private final Fingerprints fingerprints;
    private final ChangeFollowUp followUp;

    /** Rules under a policy. */
    public StartRules(ChatPolicy policy, ContentRules content, IdGenerator ids, Fingerprints fingerprints) {
        this.policy = policy;
        this.content = content;
        this.ids = ids;
        this.fingerprints = fingerprints;
        this.followUp = SlaRules.of(policy, ids);
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
                .continues(request.continues())
                .form(request.form())
                .consentVersion(TEXTS.optionalLine("consent", request.consentVersion(), TextLimits.CONSENT_VERSION))
                .claimedStart(request.claimedStart())
                .initialMessage(initial)
                .initialMessageId(request.initialMessageId())
                .build();
    }

    /**
     * The draft of a new session. Throws CONTENT_REJECTED if a filter refuses the initial message.
     *
     * @param request as {@link #checked} returned it
     */
    public SessionDraft draft(SessionId id, Principal customer, StartSession request, Arrival arrival) {
        Instant now = arrival.at();
        Consent consent = consent(request, arrival);
        Session session = session(id, customer, request, now)
                .guestAccess(arrival.access())
                .consent(consent)
                .department(department(request))
                .offline(isOffline(arrival))
                .openSlot(arrival.slot())
                .build();
        SessionDraft draft = SessionDraft.creating(session, now, followUp);
        Principal starter = arrival.byHost() ? null : customer;
        draft.add(SessionChange.of(session, beginning(session, arrival), audit(starter, customer, consent)));
        String initial = request.initialMessage();
        if (initial != null) {
            draft.add(message(draft, new Actor(customer), initial, request.initialMessageId())
                    .decideForCustomer(draft.session(), now)
                    .change());
        }
        return draft;
    }

    /**
     * The draft of a session that an agent starts with a customer, and that the agent has from the start. Throws CONTENT_REJECTED if a
     * filter refuses the initial message, which is the agent's.
     *
     * @param request as {@link #checked} returned it
     */
    public SessionDraft draft(SessionId id, Principal customer, StartSession request, AgentsStart start) {
        Instant now = start.at();
        Actor agent = start.agent();
        String department = start.department();
        Session session = session(id, customer, request, now)
                .department(department == null ? department(request) : department)
                .openSlot(start.slot())
                .build();
        SessionDraft draft = SessionDraft.creating(session, now, followUp);
        String facts = new Facts().with("startedBy", "agent").json();
        String text = EventTexts.of(session).startedBy(agent.principal().name());
        List<NewEntry> beginning = new ArrayList<>(2);
        beginning.add(NewEntry.event(newEntryId(), EventType.SESSION_STARTED, text, facts));
        addWelcome(beginning);
        String detail = "customer=" + customer.id();
        draft.add(SessionChange.of(
                session, beginning, List.of(NewAudit.by(agent.principal(), "SESSION_STARTED", detail, ids.newId()))));
        AssignCommand assign = new AssignCommand(agent, Assignee.of(agent.principal()), policy, ids);
        assign.useSlot(start.agentSlot());
        add(draft, assign.decide(draft.session(), now));
        String initial = request.initialMessage();
        if (initial != null) {
            add(
                    draft,
                    message(draft, agent, initial, request.initialMessageId()).decide(draft.session(), now));
        }
        return draft;
    }

    /** A command that a new session of the agent's cannot refuse. */
    private static void add(SessionDraft draft, Decision<?> decision) {
        if (!(decision instanceof Decision.Change<?> change)) {
            throw new IllegalStateException("a new session does not take its first change: " + decision);
        }
        draft.add(change.change());
    }

    private static Session.Builder session(SessionId id, Principal customer, StartSession request, Instant now) {
        return Session.builder(
                        id,
                        customer(customer, request),
                        Timeline.builder(now)
                                .claimedStart(ClaimedTimes.plausible(request.claimedStart(), now))
                                .build())
                .topic(topic(customer, request))
                .continues(request.continues())
                .form(request.form());
    }

    /**
     * Returns the request of a new session with its form checked. Throws INVALID_SESSION if the form or the consent is not as the policy
     * asks.
     */
    public StartSession admitted(StartSession request) {
        requireConsent(request, policy.consent().filter(ConsentText::required).isPresent());
        return withForm(request);
    }

    /** As {@link #admitted}, for a session that the host starts: form and consent may be missing. */
    public StartSession admittedForHost(StartSession request) {
        requireConsent(request, false);
        return request.form().isEmpty() ? request : withForm(request);
    }

    private void requireConsent(StartSession request, boolean required) {
        Optional<ConsentText> text = policy.consent();
        String version = request.consentVersion();
        boolean current = text.isPresent() && text.get().version().equals(version);
        if (!current && (version != null || required)) {
            throw new ChatException(
                    ErrorCode.INVALID_SESSION,
                    "consent must name the current version of the text",
                    text.map(wanted -> Map.of("field", "consent", "consentVersion", wanted.version()))
                            .orElse(Map.of("field", "consent")));
        }
    }

    private StartSession withForm(StartSession request) {
        return request.toBuilder()
                .form(FormRules.checked(policy.preChatForm(), request.form()))
                .build();
    }

    /** A choice of the host that fails must not cost the customer the session. */
    private @Nullable String department(StartSession request) {
        try {
            String name = policy.department().apply(request);
            return TEXTS.optionalLine("department", name, TextLimits.DEPARTMENT);
        } catch (Throwable e) { // also checked exceptions of hosts in other languages
            LOG.warn("the policy's choice of a department failed; the session belongs to none", e);
            return null;
        }
    }

    private static @Nullable Consent consent(StartSession request, Arrival arrival) {
        String version = request.consentVersion();
        NetworkAddress address = arrival.address();
        return version == null ? null : new Consent(version, arrival.at(), address == null ? null : address.value());
    }

    /**
     * The records of a start.
     *
     * @param starter the customer; null if the host starts the session
     */
    private List<NewAudit> audit(@Nullable Principal starter, Principal customer, @Nullable Consent consent) {
        List<NewAudit> audit = new ArrayList<>(2);
        String detail = starter == null ? "customer=" + customer.id() : null;
        audit.add(NewAudit.by(starter, "SESSION_STARTED", detail, ids.newId()));
        if (consent != null) {
            String from = consent.from() == null ? "" : " from=" + consent.from();
            audit.add(NewAudit.by(starter, "CONSENT_GIVEN", "version=" + consent.version() + from, ids.newId()));
        }
        return audit;
    }

    private boolean isOffline(Arrival arrival) {
        return switch (policy.offlineMessages()) {
            case NEVER -> false;
            case WHEN_CLOSED -> !arrival.availability().open();
            case WHEN_CLOSED_OR_UNSTAFFED -> !arrival.availability().open() || !arrival.staffed();
        };
    }

    private List<NewEntry> beginning(Session session, Arrival arrival) {
        EventTexts texts = EventTexts.of(session);
        List<NewEntry> entries = new ArrayList<>(3);
        entries.add(NewEntry.event(newEntryId(), EventType.SESSION_STARTED, texts.started()));
        if (!arrival.availability().open()) {
            Instant opensAt = arrival.availability().opensAt();
            String facts = opensAt == null ? null : "{\"opensAt\":\"" + WITH_MILLIS.format(opensAt) + "\"}";
            entries.add(NewEntry.event(newEntryId(), EventType.OUTSIDE_HOURS, texts.closed(), facts));
        } else if (!arrival.staffed()) {
            entries.add(NewEntry.event(newEntryId(), EventType.NO_AGENT_ONLINE, texts.unstaffed()));
        }
        addWelcome(entries);
        return entries;
    }

    private void addWelcome(List<NewEntry> entries) {
        policy.welcomeMessage().ifPresent(welcome -> entries.add(NewEntry.systemMessage(newEntryId(), welcome)));
    }

    private SendCommand message(SessionDraft draft, Actor sender, String text, @Nullable EntryId id) {
        SendMessage message =
                SendMessage.builder(draft.session().id(), text).id(id).build();
        Judged judged = content.judge(
                Content.builder(sender.author(draft.session()), text).build());
        return new SendCommand(sender, message, policy, fingerprints, ids).storing(judged);
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
