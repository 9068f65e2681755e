package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.ScriptedTime;
import dev.helpline.chat.tika.TikaFileInspector;
import java.util.function.UnaryOperator;

/** A whole chat without a server: a real engine over memory, with scripted time. */
final class ChatFixture implements AutoCloseable {
    static final String START = "2026-01-05T09:00:00Z";

    final ScriptedTime time;
    final Tokens tokens;
    final ChatStore store;
    final ChatEngine engine;
    final ChatHttp http;

    /** Starts an upload of a customer. */
    void upload(String customer, String session, String id, int size) {
        post(
                        "/api/chat/attachments",
                        "{\"sessionId\":\"%s\",\"attachmentId\":\"%s\",\"name\":\"%s.txt\",\"size\":%d}"
                                .formatted(session, id, id, size))
                .token(tokens.customer(customer))
                .expect(200);
    }

    /** Uploads a file of a customer. */
    void upload(String customer, String session, String id, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        upload(customer, session, id, bytes.length);
        call("PUT", "/api/chat/attachments/" + session + "/" + id + "?offset=0")
                .body(bytes)
                .token(tokens.customer(customer))
                .expect(200);
    }

    private ChatFixture(
            ChatStore store,
            ScriptedTime time,
            UnaryOperator<ChatEngine.Builder> making,
            UnaryOperator<ChatHttp.Builder> settings) {
        this.store = store;
        this.time = time;
        tokens = new Tokens(time);
        engine = making.apply(ChatEngine.builder(store).clock(time).scheduler(time))
                .build();
        http = settings.apply(
                        ChatHttp.builder(engine, tokens.authenticators.customers(), tokens.authenticators.agents())
                                .clock(time)
                                .scheduler(time))
                .build();
    }

    static ChatFixture strict() {
        return with(ChatPolicy.builder(), UnaryOperator.identity());
    }

    static ChatFixture bySessionId() {
        return with(ChatPolicy.builder().access(AccessPolicy.SESSION_ID), UnaryOperator.identity());
    }

    static ChatFixture with(ChatPolicy.Builder policy, UnaryOperator<ChatHttp.Builder> settings) {
        return over(new MemoryChatStore(), policy, settings);
    }

    static ChatFixture over(ChatStore store, ChatPolicy.Builder policy, UnaryOperator<ChatHttp.Builder> settings) {
        return new ChatFixture(
                store,
                ScriptedTime.startingAt(START),
                engine -> withFiles(engine).policy(policy.build()),
                settings);
    }

    private static ChatEngine.Builder withFiles(ChatEngine.Builder engine) {
        return engine.attachments(new MemoryBlobStore(), new TikaFileInspector());
    }

    /** With an engine that takes no files. */
    static ChatFixture withoutFiles() {
        return making(UnaryOperator.identity());
    }

    /** With an engine that is made otherwise. */
    static ChatFixture making(UnaryOperator<ChatEngine.Builder> making) {
        return making(making, UnaryOperator.identity());
    }

    /** With an engine and a wire that are made otherwise. */
    static ChatFixture making(UnaryOperator<ChatEngine.Builder> making, UnaryOperator<ChatHttp.Builder> settings) {
        return new ChatFixture(new MemoryChatStore(), ScriptedTime.startingAt(START), making, settings);
    }

    /** A call without a token. */
    Call get(String pathAndQuery) {
        return new Call(http, "GET", pathAndQuery);
    }

    /** A call without a token. */
    Call post(String path, String json) {
        return new Call(http, "POST", path).json(json);
    }

    Call call(String method, String pathAndQuery) {
        return new Call(http, method, pathAndQuery);
    }

    /** A socket without a server and without a token. */
    DirectSocket.Opener socket(String pathAndQuery) {
        return DirectSocket.to(http, pathAndQuery);
    }

    /** Starts a session of this customer's. */
    void start(String customer, String session) {
        post("/api/chat/session", "{\"sessionId\":\"" + session + "\"}")
                .token(tokens.customer(customer))
                .expect(200);
    }

    /** Says something as this customer. */
    Reply say(String customer, String session, String id, String text) {
        return post("/api/chat/message", message(session, id, text))
                .token(tokens.customer(customer))
                .expect(200);
    }

    /** Says something as this agent. */
    Reply answer(String agent, String session, String id, String text) {
        return post("/api/admin/chat/message", message(session, id, text))
                .token(tokens.agent(agent))
                .expect(200);
    }

    /** Ends a session as this agent. */
    void end(String agent, String session) {
        post("/api/admin/chat/session/end", "{\"sessionId\":\"" + session + "\"}")
                .token(tokens.agent(agent))
                .expect(200);
    }

    static String message(String session, String id, String text) {
        return "{\"sessionId\":\"" + session + "\",\"messageId\":\"" + id + "\",\"message\":\"" + text + "\"}";
    }

    @Override
    public void close() {
        engine.close();
        store.close();
    }
}
