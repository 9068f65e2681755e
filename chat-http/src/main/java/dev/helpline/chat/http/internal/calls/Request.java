package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.List;

/**
 * A call with its caller, its query and its body, ready for its handler.
 *
 * @param variables the path's variables, still percent-encoded
 * @param body empty for a call without a body in JSON
 * @param bytes the part of a file that is the body; empty for a call without one
 */
@SuppressWarnings("ArrayRecordComponent") // requests are not compared
record Request(Caller caller, List<String> variables, Query query, JsonFields body, byte[] bytes) {
    /** The session that the path names. Rejects text that is not a valid id like an unknown session. */
    SessionId session() {
        return PercentCoding.decode(variables.get(0), false)
                .filter(SessionId::isValid)
                .map(SessionId::new)
                .orElseThrow(Refusal::noSuchSession);
    }

    /** The message that the path names behind the session. Rejects text that is not a valid id like an unknown message. */
    EntryId message() {
        return PercentCoding.decode(variables.get(1), false)
                .filter(EntryId::isValid)
                .map(EntryId::new)
                .orElseThrow(Refusal::noSuchMessage);
    }

    /** The file that the path names behind the session. Rejects text that is not a valid id like an unknown file. */
    AttachmentId attachment() {
        return PercentCoding.decode(variables.get(1), false)
                .filter(AttachmentId::isValid)
                .map(AttachmentId::new)
                .orElseThrow(FileLinks::noSuchFile);
    }

    /** The canned response that the path names. Rejects text that is not a valid id like an unknown response. */
    CannedResponseId cannedResponse() {
        return PercentCoding.decode(variables.get(0), false)
                .filter(CannedResponseId::isValid)
                .map(CannedResponseId::new)
                .orElseThrow(
                        () -> new Refusal(WireError.CANNED_RESPONSE_NOT_FOUND, "There is no such canned response"));
    }

    /** The agent that the path names. */
    AgentId agent() {
        return PercentCoding.decode(variables.get(0), false)
                .filter(AgentId::isValid)
                .map(AgentId::new)
                .orElseThrow(
                        () -> new Refusal(WireError.VALIDATION_ERROR, "the path must end with the id of an agent"));
    }

    /** The session that the body names. */
    SessionId bodySession() {
        return body.requireId("sessionId", SessionId::new);
    }
}
