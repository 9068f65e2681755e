package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.draft.Drafts;
import dev.helpline.chat.core.draft.SaveDraft;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Permissions;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agent's calls about drafts. Each call admits the agent once more. */
final class DraftCalls implements Drafts {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final AgentCalls caller;
    private final ChatStore store;
    private final AgentId self;

    /** The calls of one agent. */
    DraftCalls(AgentCalls caller) {
        this.caller = caller;
        this.store = caller.engine.node().store();
        this.self = caller.actor.agentId();
    }

    @Override
    public Optional<Draft> find(SessionId session) {
        return CallBoundary.call(() -> {
            Session facts = admittedTo(session).head().session();
            return facts.state().isOpen() ? store.findDraft(facts.id(), self) : Optional.empty();
        });
    }

    @Override
    public Optional<Draft> save(SaveDraft request) {
        String text =
                TEXTS.optional("text", request.text(), caller.engine.policy().maxMessageLength());
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(request.session());
            Session session = Futures.join(caller.engine.expiry().lookAt(live));
            if (!session.state().isOpen()) {
                throw Refusals.notOpen(session);
            }
            Optional<ChatException> refusal = caller.engine.limits().refuseDraft(caller.actor);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return text == null ? deleted(request) : Optional.of(saved(request, text));
        });
    }

    private LiveSession admittedTo(SessionId session) {
        LiveSession live = caller.admittedTo(session);
        Permissions.require(caller.actor, AgentAction.READ);
        return live;
    }

    private Draft saved(SaveDraft request, String text) {
        Draft draft = Draft.builder(request.session(), self)
                .text(text)
                .revision(caller.engine.ids().newId())
                .savedAt(caller.engine.node().clock().instant())
                .build();
        if (!store.saveDraft(draft, request.replaced())) {
            return store.findDraft(request.session(), self)
                    .filter(stored -> stored.text().equals(text))
                    .orElseThrow(DraftCalls::conflict);
        }
        deleteIfEndedMeanwhile(draft);
        return draft;
    }

    /** The commit that ends a session deletes the drafts that are stored before it; this one may be stored after it. */
    private void deleteIfEndedMeanwhile(Draft draft) {
        Session now = store.findSession(draft.session()).orElse(null);
        if (now == null || !now.state().isOpen()) {
            store.deleteDraft(draft.session(), self, draft.revision());
        }
    }

    private Optional<Draft> deleted(SaveDraft request) {
        @Nullable String replaced = request.replaced();
        boolean gone = (replaced != null && store.deleteDraft(request.session(), self, replaced))
                || store.findDraft(request.session(), self).isEmpty();
        if (!gone) {
            throw conflict();
        }
        return Optional.empty();
    }

    private static ChatException conflict() {
        return new ChatException(
                ErrorCode.DRAFT_CONFLICT,
                "the draft was changed, sent or deleted meanwhile; nothing was stored",
                Map.of("field", "revision"));
    }
}
