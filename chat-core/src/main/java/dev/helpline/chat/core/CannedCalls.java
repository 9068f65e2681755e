package dev.helpline.chat.core;

import dev.helpline.chat.core.canned.CannedResponses;
import dev.helpline.chat.core.canned.FilledResponse;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.canned.CannedActionRules;
import dev.helpline.chat.core.internal.canned.Template;
import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.change.Differences;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.rules.Permissions;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An agent's calls about canned responses. Each call admits the agent once more. */
final class CannedCalls implements CannedResponses {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);
    private static final Pattern SHORTCUT = Pattern.compile("[A-Za-z0-9_-]{1," + TextLimits.CANNED_SHORTCUT + "}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1," + TextLimits.LOCALE + "}");
    private static final Differences<CannedResponse> PARTS = Differences.<CannedResponse>ofParts()
            .and("shortcut", CannedResponse::shortcut)
            .and("title", CannedResponse::title)
            .and("text", CannedResponse::text)
            .and("note", response -> response.actions().note())
            .and("priority", response -> response.actions().priority())
            .and("addTags", response -> orNull(response.actions().addTags()))
            .and("removeTags", response -> orNull(response.actions().removeTags()))
            .and("escalation", response -> response.actions().escalation())
            .and("ends", response -> response.actions().ends() ? "yes" : null)
            .and("outcome", response -> response.actions().outcome())
            .and("endReason", response -> response.actions().endReason())
            .and("department", CannedResponse::department)
            .and("language", CannedResponse::language)
            .and("owner", CannedResponse::owner);

    /** How often a deletion is tried that loses against others. */
    private static final int ATTEMPTS = 20;

    private static final Comparator<CannedResponse> BY_SHORTCUT =
            Comparator.comparing(CannedResponse::shortcut).thenComparing(response -> response.owner() == null);

    private final AgentCalls caller;
    private final ChatStore store;
    private final AgentId self;

    private static @Nullable List<String> orNull(List<String> tags) {
        return tags.isEmpty() ? null : tags;
    }

    /** The calls of one agent. */
    CannedCalls(AgentCalls caller) {
        this.caller = caller;
        this.store = caller.engine.node().store();
        this.self = caller.actor.agentId();
    }

    @Override
    public List<CannedResponse> list() {
        return CallBoundary.call(() -> {
            admit();
            return all().stream().sorted(BY_SHORTCUT).toList();
        });
    }

    @Override
    public CannedResponse save(SaveCannedResponse request) {
        CannedActions actions = CannedActionRules.checked(request.actions());
        check(request);
        return CallBoundary.call(() -> {
            admit();
            Optional<CannedResponse> stored = store.findCannedResponse(request.id());
            if (!request.personal()
                    || stored.filter(known -> known.owner() == null).isPresent()) {
                Permissions.require(caller.actor, AgentAction.SHARE_RESPONSES);
            }
            if (stored.filter(known -> !isVisible(known)).isPresent()) {
                throw conflict("the id of the canned response is taken", "id");
            }
            if (stored.isEmpty()) {
                requireRoom(request.personal());
            }
            return saved(request, actions, stored.orElse(null));
        });
    }

    private CannedResponse saved(SaveCannedResponse request, CannedActions actions, @Nullable CannedResponse stored) {
        CannedResponse wanted = CannedResponse.builder(
                        request.id(), caller.engine.node().clock().instant(), self)
                .version(request.replacedVersion() + 1)
                .shortcut(request.shortcut())
                .title(request.title())
                .text(request.text())
                .actions(actions)
                .department(TEXTS.optionalLine("department", request.department(), TextLimits.DEPARTMENT))
                .language(request.language())
                .owner(request.personal() ? self : null)
                .uses(stored == null ? 0 : stored.uses())
                .build();
        return switch (store.saveCannedResponse(wanted, audited(stored, wanted))) {
            case SAVED -> wanted;
            case SHORTCUT_TAKEN -> throw conflict("another canned response has the shortcut", "shortcut");
            case VERSION_CONFLICT ->
                store.findCannedResponse(request.id())
                        .filter(known -> saysTheSame(known, wanted))
                        .orElseThrow(() -> conflict("the canned response was changed meanwhile", "version"));
        };
    }

    /** Whether a save was repeated: the response is as it would be after it, apart from the time and its uses. */
    private static boolean saysTheSame(CannedResponse known, CannedResponse wanted) {
        return known.version() == wanted.version()
                && known.changedBy().equals(wanted.changedBy())
                && PARTS.areNone(known, wanted);
    }

    /**
     * The audit record of a change.
     *
     * @param before null if the response is new
     * @param after null if the response is deleted
     */
    private AuditRecord audited(@Nullable CannedResponse before, @Nullable CannedResponse after) {
        CannedResponse either = Objects.requireNonNull(after == null ? before : after);
        String done = before == null ? "CREATED" : after == null ? "DELETED" : "CHANGED";
        AuditSubject subject = AuditSubject.of(either.id());
        NewAudit said = NewAudit.by(
                caller.principal,
                "CANNED_RESPONSE_" + done,
                PARTS.between(before, after),
                caller.engine.ids().newId());
        Instant now =
                Instant.ofEpochMilli(caller.engine.node().clock().instant().toEpochMilli());
        return AuditChain.link(subject, store.auditHead(subject), now, said);
    }

    @Override
    public void delete(CannedResponseId id) {
        Objects.requireNonNull(id, "id");
        CallBoundary.run(() -> {
            admit();
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (isDeleted(id)) {
                    return;
                }
            }
            throw conflict("the canned response is being changed by others", "version");
        });
    }

    /** Deletes a response that the agent sees; false if another call changed it meanwhile. */
    private boolean isDeleted(CannedResponseId id) {
        CannedResponse stored =
                store.findCannedResponse(id).filter(this::isVisible).orElse(null);
        if (stored == null) {
            return true;
        }
        if (stored.owner() == null) {
            Permissions.require(caller.actor, AgentAction.SHARE_RESPONSES);
        }
        return store.deleteCannedResponse(id, audited(stored, null));
    }

    @Override
    public FilledResponse fill(SessionId session, CannedResponseId id) {
        Objects.requireNonNull(id, "id");
        return CallBoundary.call(() -> {
            admit();
            Session facts = caller.visible(session).head().session();
            CannedResponse response = store.findCannedResponse(id)
                    .filter(this::isVisible)
                    .orElseThrow(() -> new ChatException(
                            ErrorCode.CANNED_RESPONSE_NOT_FOUND,
                            "there is no canned response " + id,
                            Map.of("responseId", id.value())));
            FilledResponse filled = filled(response, facts);
            store.countCannedResponseUse(id);
            return filled;
        });
    }

    /** Throws INVALID_REQUEST if a filled text is longer than the call to which it belongs may have it. */
    private FilledResponse filled(CannedResponse response, Session facts) {
        Set<String> missing = new LinkedHashSet<>();
        String text = Template.of("text", response.text()).fill(facts, caller.principal, missing);
        requireLength(text, caller.engine.policy().maxMessageLength());
        CannedActions actions = CannedActionRules.filled(response.actions(), (field, template, limit) -> {
            String filled = Template.of(field, template).fill(facts, caller.principal, missing);
            requireLength(filled, limit);
            return filled;
        });
        return FilledResponse.builder(text)
                .actions(actions)
                .missing(List.copyOf(missing))
                .build();
    }

    private static void requireLength(String filled, int limit) {
        if (filled.codePointCount(0, filled.length()) > limit) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST,
                    "a filled text is longer than " + limit + " characters",
                    Map.of("field", "responseId"));
        }
    }

    private void admit() {
        caller.admit();
        Permissions.require(caller.actor, AgentAction.USE_RESPONSES);
    }

    private List<CannedResponse> all() {
        return store.cannedResponsesFor(self, MAX_SHARED + MAX_PERSONAL);
    }

    private boolean isVisible(CannedResponse response) {
        AgentId owner = response.owner();
        return owner == null || owner.equals(self);
    }

    private void requireRoom(boolean personal) {
        long number = all().stream()
                .filter(response -> (response.owner() != null) == personal)
                .count();
        if (number >= (personal ? MAX_PERSONAL : MAX_SHARED)) {
            throw new ChatException(ErrorCode.INVALID_REQUEST, "there are too many canned responses");
        }
    }

    private static void check(SaveCannedResponse request) {
        require(request.replacedVersion() >= 0, "version", "must not be negative");
        require(SHORTCUT.matcher(request.shortcut()).matches(), "shortcut", "must be 1 to 32 of A-Z a-z 0-9 _ -");
        String language = request.language();
        require(language == null || LANGUAGE.matcher(language).matches(), "language", "must be a language tag");
        TEXTS.search("title", request.title(), TextLimits.CANNED_TITLE);
        TEXTS.search("department", request.department(), TextLimits.DEPARTMENT);
        if (request.actions().isEmpty() || !request.text().isEmpty()) {
            Template.of("text", TEXTS.required("text", request.text(), TextLimits.CANNED_TEXT));
        }
    }

    private static void require(boolean condition, String field, String rule) {
        if (!condition) {
            throw new ChatException(ErrorCode.INVALID_REQUEST, field + " " + rule, Map.of("field", field));
        }
    }

    private static ChatException conflict(String why, String field) {
        return new ChatException(ErrorCode.CANNED_RESPONSE_CONFLICT, why, Map.of("field", field));
    }
}
