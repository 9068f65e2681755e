package dev.helpline.chat.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.HttpService;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;

/** Calls a gateway as a client would over HTTP, without a network. */
abstract class CallsTest {
    final GatewayFixture fixture;

    CallsTest(GatewayFixture fixture) {
        this.fixture = fixture;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    record Answer(int status, JsonNode body) {
        JsonNode data() {
            return body.path("data");
        }

        String code() {
            return body.path("code").asText();
        }
    }

    Answer call(String token, String method, String path, String body) {
        return send(token, method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String token, String path) {
        return call(token, "GET", path, "");
    }

    Answer send(String token, String method, String path, String type, byte[] body) {
        HttpReply reply = reply(token, method, path, type, body);
        return new Answer(reply.status(), DirectClient.read(new String(reply.body(), StandardCharsets.UTF_8)));
    }

    HttpReply reply(String token, String method, String path, String type, byte[] body) {
        return carriedOut(fixture.gateway, token, method, path, type, body);
    }

    /** Calls the chat itself, which is served beside the gateway. */
    HttpReply ownReply(String method, String path) {
        return carriedOut(fixture.http, "", method, path, "application/json", new byte[0]);
    }

    private static HttpReply carriedOut(
            HttpService service, String token, String method, String path, String type, byte[] body) {
        int question = path.indexOf('?');
        HttpCall.Builder head = HttpCall.builder(method, question < 0 ? path : path.substring(0, question))
                .query(question < 0 ? null : path.substring(question + 1))
                .header("Content-Type", type);
        if (!token.isEmpty()) {
            head.header("Authorization", "Bearer " + token);
        }
        HttpIntake intake = service.receive(head.build());
        intake.add(body, body.length);
        intake.complete();
        return intake.reply().join();
    }
}
