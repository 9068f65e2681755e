package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.canned.CannedResponses;
import dev.helpline.chat.core.canned.FilledResponse;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.WireCannedResponse;
import dev.helpline.chat.spi.CannedResponseId;
import java.util.List;

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
                        id, body.requireText("shortcut"), body.requireText("text"))
                .replacedVersion(replacedVersion)
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
        return new CallResult(new Filled(id.value(), filled.text(), filled.missing()), "This is the text");
    }

    private CannedResponses responses(Request request) {
        return participants.desk(request.caller()).cannedResponses();
    }

    private record Responses(List<WireCannedResponse> responses) {}

    private record Deleted(String responseId) {}

    private record Filled(String responseId, String text, List<String> missing) {}
}
