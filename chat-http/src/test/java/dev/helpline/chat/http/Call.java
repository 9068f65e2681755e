package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call to a chat without a server. */
final class Call {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int MAX_STEPS = 1000;

    private final ChatHttp http;
    private final HttpCall.Builder call;

    Call(ChatHttp http, String method, String pathAndQuery) {
        this.http = http;
        int mark = pathAndQuery.indexOf('?');
        call = HttpCall.builder(method, mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark))
                .query(mark < 0 ? null : pathAndQuery.substring(mark + 1))
                .remoteAddress("203.0.113.7");
    }

    Call json(String json) {
        return body(json.getBytes(UTF_8)).header("Content-Type", "application/json");
    }

    Call body(byte[] bytes) {
        call.body(bytes);
        return this;
    }

    Call token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call header(String name, String value) {
        call.header(name, value);
        return this;
    }

    Call from(String address) {
        call.remoteAddress(address);
        return this;
    }

    CompletableFuture<HttpReply> begin() {
        return http.handle(call.build());
    }

    /** The reply, which must be one that the OpenAPI document describes. */
    Reply send() {
        HttpCall sent = call.build();
        return described(sent, http.handle(sent));
    }

    /**
     * The reply of a chat that may need time for it, to try again or to give up. Time goes in small steps, lest sessions
     * expire between two tries.
     */
    Reply inTime(ScriptedTime time) {
        HttpCall sent = call.build();
        CompletableFuture<HttpReply> reply = http.handle(sent);
        for (int step = 0; step < MAX_STEPS && !Await.isDoneSoon(reply); step++) {
            time.advance(STEP);
        }
        return described(sent, reply);
    }

    private Reply described(HttpCall sent, CompletableFuture<HttpReply> future) {
        Reply reply = Reply.of(future);
        assertThat(violations(sent, reply)).as(sent + " " + reply.text()).isEmpty();
        return reply;
    }

    Reply expect(int status) {
        Reply reply = send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply;
    }

    Reply expect(int status, String code) {
        Reply reply = expect(status);
        assertThat(reply.code()).isEqualTo(code);
        return reply;
    }

    private List<String> violations(HttpCall sent, Reply reply) {
        return http.routes().stream()
                .filter(route -> route.method().equals(sent.method()))
                .filter(route -> route.path().match(sent.path()).isPresent())
                .findFirst()
                .map(route -> OpenApiContract.replyViolations(
                        route.toString(), reply.status(), reply.isFile() ? MissingNode.getInstance() : reply.json()))
                .orElse(List.of());
    }

    static HttpReply soon(CompletableFuture<HttpReply> reply) {
        return reply.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
