package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.draft.Drafts;
import dev.helpline.chat.core.draft.SaveDraft;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls about an agent's unsent text in a session. */
final class DraftEndpoints {
    private final Participants participants;

    DraftEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult find(Request request) {
        SessionId session = request.session();
        return result(session, drafts(request).find(session), "This is the draft");
    }

    CallResult save(Request request) {
        SessionId session = request.session();
        JsonFields body = request.body();
        SaveDraft wanted = SaveDraft.builder(session, body.requireText("text"))
                .replaced(body.text("revision").orElse(null))
                .build();
        return result(session, drafts(request).save(wanted), "The draft is saved");
    }

    private Drafts drafts(Request request) {
        return participants.desk(request.caller()).drafts();
    }

    private static CallResult result(SessionId session, Optional<Draft> draft, String message) {
        return new CallResult(
                draft.map(saved -> new WireDraft(
                                session.value(), saved.text(), saved.revision(), WireTime.format(saved.savedAt())))
                        .orElseGet(() -> new WireDraft(session.value(), "", null, null)),
                message);
    }

    private record WireDraft(
            String sessionId,
            String text,
            @Nullable String revision,
            @Nullable String savedAt) {}
}
