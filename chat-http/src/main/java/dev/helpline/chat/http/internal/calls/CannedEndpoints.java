package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.canned.CannedResponses;
import dev.helpline.chat.core.canned.FilledResponse;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.WireCannedActions;
import dev.helpline.chat.http.internal.wire.WireCannedResponse;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.canned.CannedActions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls about canned responses. */
final class CannedEndpoints {
    private final Participants participants;

    CannedEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult list(Request request) {
        return new CallResult(
                new Responses(responses(request).list().stream()
                        .map(WireCannedResponse::of)
                        .toList()),
                "These are the canned responses");
    }

    CallResult create(Request request) {
        return save(request, request.body().requireId("responseId", CannedResponseId::new), 0);
    }

    CallResult replace(Request request) {
        return save(request, request.cannedResponse(), request.body().requireWhole("version"));
    }

    private CallResult save(Request request, CannedResponseId id, long replacedVersion) {
        JsonFields body = request.body();
        SaveCannedResponse wanted = SaveCannedResponse.builder(
                        id, body.requireText("shortcut"), body.text("text").orElse(""))
                .replacedVersion(replacedVersion)
                .actions(body.object("actions").map(WireCannedActions::read).orElse(CannedActions.NONE))
                .title(body.text("title").orElse(""))
                .department(body.text("department").orElse(null))
                .language(body.text("language").orElse(null))
                .personal(body.flag("personal"))
                .build();
        return new CallResult(WireCannedResponse.of(responses(request).save(wanted)), "The canned response is saved");
    }

    CallResult delete(Request request) {
        CannedResponseId id = request.cannedResponse();
        responses(request).delete(id);
        return new CallResult(new Deleted(id.value()), "There is no such canned response of yours any more");
    }

    CallResult fill(Request request) {
        CannedResponseId id = request.body().requireId("responseId", CannedResponseId::new);
        FilledResponse filled = responses(request).fill(request.bodySession(), id);
        return new CallResult(Filled.of(id, filled), "This is the text");
    }

    private CannedResponses responses(Request request) {
        return participants.desk(request.caller()).cannedResponses();
    }

    private record Responses(List<WireCannedResponse> responses) {}

    private record Deleted(String responseId) {}

    private record Filled(
            String responseId, String text, @Nullable WireCannedActions actions, List<String> missing) {
        static Filled of(CannedResponseId id, FilledResponse filled) {
            return new Filled(id.value(), filled.text(), WireCannedActions.of(filled.actions()), filled.missing());
        }
    }
}
