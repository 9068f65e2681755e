package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.ChatStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The export of audit records over sockets: of any length, and never cut off without notice. */
class AuditTransferTest {
    private static final String EXPORT = "/api/admin/chat/audit/export";

    /** A page of the export, and some records more. */
    private static final int RECORDS = 600;

    private volatile boolean breaksOff;
    private final ChatFixture fixture =
            ChatFixture.over(breakingOff(new MemoryChatStore()), ChatPolicy.builder(), UnaryOperator.identity());
    private final String admin = fixture.tokens.agent("ada", Role.ADMIN);

    /** The servers that have an adapter, and another container of servlets. */
    enum Kind {
        JDK,
        JETTY,
        TOMCAT;

        ServerUnderTest start(ChatHttp http) {
            return switch (this) {
                case JDK -> new JdkServerUnderTest(http);
                case JETTY -> new JettyServerUnderTest(http);
                case TOMCAT -> new TomcatServerUnderTest(http);
            };
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A store whose audit log fails behind the first page if it is to break off. */
    private ChatStore breakingOff(ChatStore store) {
        return (ChatStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), store.getClass().getInterfaces(), (proxy, method, arguments) -> {
                    if (breaksOff && method.getName().equals("audit") && arguments[1] != null) {
                        throw new StoreException("the store is gone");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private void startSessions() {
        for (int i = 0; i < RECORDS; i++) {
            fixture.engine
                    .host()
                    .start(Principal.customer("c-" + i, null), StartSession.withId(new SessionId("s-" + i)));
        }
    }

    private HttpResponse<String> get(ServerUnderTest server, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri(EXPORT + query))
                .header("Authorization", "Bearer " + admin)
                .build();
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return http.send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void an_export_of_many_pages_arrives_completely(Kind kind) throws Exception {
        startSessions();
        try (ServerUnderTest server = kind.start(fixture.http)) {
            HttpResponse<String> reply = get(server, "");

            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("Content-Type")).contains("application/x-ndjson");
            assertThat(reply.headers().firstValue("Content-Length")).isEmpty();
            assertThat(reply.body().lines()).hasSize(RECORDS).doesNotHaveDuplicates();
            assertThat(get(server, "?format=csv").body().lines()).hasSize(RECORDS + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_export_that_fails_in_the_middle_is_a_broken_transfer_and_no_complete_file(Kind kind) {
        startSessions();
        breaksOff = true;
        try (ServerUnderTest server = kind.start(fixture.http)) {
            assertThatThrownBy(() -> get(server, "")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_export_that_cannot_begin_is_refused_like_other_calls() {
        fixture.get(EXPORT + "?format=xml").token(admin).expect(400, "VALIDATION_ERROR");
        fixture.get(EXPORT).token(fixture.tokens.agent("sue", Role.SUPERVISOR)).expect(403, "FORBIDDEN");
    }

    @Test
    void head_has_the_headers_and_no_body() {
        Reply head = fixture.call("HEAD", EXPORT + "?format=csv").token(admin).expect(200);

        assertThat(head.text()).isEmpty();
        assertThat(head.headers())
                .containsEntry("Content-Type", "text/csv; charset=utf-8; header=present")
                .containsEntry("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .doesNotContainKey("Content-Length");
    }

    @Test
    void the_filters_of_the_search_hold() {
        fixture.start("alice", "s-1");
        fixture.start("bob", "s-2");

        List<String> lines = fixture.get(EXPORT + "?sessionId=s-1")
                .token(admin)
                .expect(200)
                .text()
                .lines()
                .toList();

        assertThat(lines).hasSize(1);
        assertThat(Reply.parse(lines.get(0)).path("subject").asText()).isEqualTo("s-1");
        assertThat(Reply.parse(lines.get(0)).path("hash").asText()).isNotEmpty();
    }
}
