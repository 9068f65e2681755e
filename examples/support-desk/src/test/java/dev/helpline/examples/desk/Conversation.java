package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** A short conversation over HTTP: Ada asks, Sarah replies and ends, Ada rates. */
final class Conversation {
    static final String QUESTION = "Where is my order?";
    static final String REPLY = "It arrives tomorrow.";

    private Conversation() {}

    static void hold(DeskProcess desk, String session) throws Exception {
        String ada = DeskProcess.customerToken("ada");
        String sarah = DeskProcess.agentToken();
        String id = "{\"sessionId\":\"" + session + "\"";
        require(desk.postAs(ada, "/api/chat/session", id + "}"));
        require(desk.postAs(ada, "/api/chat/message", id + ",\"messageId\":\"m-1\",\"message\":\"" + QUESTION + "\"}"));
        require(desk.postAs(
                sarah, "/api/admin/chat/message", id + ",\"messageId\":\"m-2\",\"message\":\"" + REPLY + "\"}"));
        require(desk.postAs(sarah, "/api/admin/chat/session/end", id + "}"));
        require(desk.postAs(ada, "/api/chat/rating", id + ",\"rating\":5}"));
    }

    /** Reads it back, from the memory of the desk or from its database. */
    static String read(DeskProcess desk, String session) throws Exception {
        return require(desk.getAs(DeskProcess.customerToken("ada"), "/api/chat/messages/" + session));
    }

    private static String require(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }
}
