package dev.helpline.chat.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.client.agent.ActiveSessionsRequest;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.AuditRequest;
import dev.helpline.chat.client.agent.EndedSessionsRequest;
import dev.helpline.chat.client.agent.MacroRequest;
import dev.helpline.chat.client.agent.OutboundRequest;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.agent.TransferRequest;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.call.TokenSupplier;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.UserInfo;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.rating.RatingRequest;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedBy;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.SessionState;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HelplineClientTest {
    private static final String SECRET_TEXT = "my card number is 4111";

    private final MockWebServer server = new MockWebServer();
    private HelplineClient client;

    @BeforeEach
    void start() throws IOException {
        server.start();
        client = client().build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.shutdown();
    }

    private HelplineClient.Builder client() {
        return HelplineClient.builder(server.url("/desk/").toString());
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "application/json; charset=utf-8")
                .setBody(body);
    }

    private static MockResponse golden(String name) {
        return json(200, Golden.text(name + ".response.json"));
    }

    private ChatApiException failure(ChatCall<?> call) {
        return catchThrowableOfType(ChatApiException.class, call::execute);
    }

    private ChatCall<SentMessage> send() {
        return client.chat()
                .sendMessage(OutgoingMessage.builder("s-1", SECRET_TEXT)
                        .messageId("m-1")
                        .build());
    }

    private RecordedRequest request() throws InterruptedException {
        return server.takeRequest(10, TimeUnit.SECONDS);
    }

    @Test
    void a_base_path_is_kept_and_the_protocol_comes_behind_it() throws Exception {
        server.enqueue(golden("message-send"));

        SentMessage sent = send().execute();

        assertThat(sent.seq()).isEqualTo(1);
        RecordedRequest request = request();
        assertThat(request.getRequestLine()).isEqualTo("POST /desk/api/chat/message HTTP/1.1");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.getHeader("User-Agent")).isEqualTo("helpline-client");
        assertThat(request.getHeader("Authorization")).isNull();
    }

    static Stream<Map.Entry<String, String>> customerCalls() {
        return Stream.of(
                Map.entry("POST /desk/api/chat/session", "session-create"),
                Map.entry("POST /desk/api/chat/message", "message-send"),
                Map.entry("GET /desk/api/chat/poll/s-1?after=c%2F%261&limit=7&wait=20&include=own%2Csystem", "poll"),
                Map.entry("GET /desk/api/chat/messages/s-1?page=2&limit=30", "messages"),
                Map.entry("POST /desk/api/chat/read", "read"),
                Map.entry("POST /desk/api/chat/session/end", "session-end"),
                Map.entry("POST /desk/api/chat/rating", "rating"),
                Map.entry("GET /desk/api/chat/history?page=1&limit=20", "history"),
                Map.entry("GET /desk/api/chat/session/s-1", "session-head"),
                Map.entry("GET /desk/api/chat/current", "current"),
                Map.entry("PUT /desk/api/chat/current", "current-put"),
                Map.entry("GET /desk/api/chat/config", "config"),
                Map.entry("GET /desk/api/chat/health", "health"),
                Map.entry(
                        "GET /desk/api/admin/chat/active-sessions?state=waiting&page=1&limit=10",
                        "support-active-sessions"),
                Map.entry("GET /desk/api/admin/chat/session/s-1", "support-session"),
                Map.entry("GET /desk/api/admin/chat/messages/s-1", "support-messages"),
                Map.entry("GET /desk/api/admin/chat/messages/s-1?after=c1&limit=9", "support-messages"),
                Map.entry("POST /desk/api/admin/chat/message", "support-message-send"),
                Map.entry("POST /desk/api/admin/chat/session", "support-start"),
                Map.entry("POST /desk/api/admin/chat/session/assign", "support-assign"),
                Map.entry("POST /desk/api/admin/chat/session/decline", "support-decline"),
                Map.entry("POST /desk/api/admin/chat/session/hold", "support-hold"),
                Map.entry("POST /desk/api/admin/chat/session/resume", "support-resume"),
                Map.entry("POST /desk/api/admin/chat/session/transfer", "support-transfer"),
                Map.entry("POST /desk/api/admin/chat/session/return", "support-return"),
                Map.entry("POST /desk/api/admin/chat/session/take-over", "support-take-over"),
                Map.entry("POST /desk/api/admin/chat/session/escalate", "support-escalate"),
                Map.entry("POST /desk/api/admin/chat/session/priority", "support-priority"),
                Map.entry("POST /desk/api/admin/chat/session/tags", "support-tags"),
                Map.entry("POST /desk/api/admin/chat/session/notes", "support-note"),
                Map.entry("GET /desk/api/admin/chat/audit/s-1?after=3&limit=9", "support-audit"),
                Map.entry("GET /desk/api/admin/chat/audit?actor=a-1&limit=9", "support-audit-search"),
                Map.entry("GET /desk/api/admin/chat/ended-sessions?tag=vip&limit=9", "support-ended-sessions"),
                Map.entry("POST /desk/api/admin/chat/session/macro", "support-macro"),
                Map.entry("POST /desk/api/admin/chat/session/reopen", "support-reopen"),
                Map.entry("POST /desk/api/chat/session/reopen", "session-reopen"),
                Map.entry("POST /desk/api/admin/chat/session/end", "support-end"),
                Map.entry("GET /desk/api/admin/chat/agents", "support-agents"));
    }

    private Map<String, ChatCall<?>> calls() {
        ChatApi chat = client.chat();
        SupportApi support = client.support();
        SessionRequest start = SessionRequest.builder().build();
        OutgoingMessage message = OutgoingMessage.builder("s-1", "Hello").build();
        EndRequest end = EndRequest.builder("s-1").build();
        return Map.ofEntries(
                Map.entry("POST /desk/api/chat/session", chat.startSession(start)),
                Map.entry("POST /desk/api/chat/message", chat.sendMessage(message)),
                Map.entry(
                        "GET /desk/api/chat/poll/s-1?after=c%2F%261&limit=7&wait=20&include=own%2Csystem",
                        chat.poll(PollRequest.builder("s-1")
                                .after("c/&1")
                                .limit(7)
                                .maxWait(Duration.ofMillis(20_900))
                                .everything()
                                .build())),
                Map.entry("GET /desk/api/chat/messages/s-1?page=2&limit=30", chat.messages("s-1", 2, 30)),
                Map.entry("POST /desk/api/chat/read", chat.markRead(ReadRequest.delivered("s-1"))),
                Map.entry("POST /desk/api/chat/session/end", chat.endSession(end)),
                Map.entry(
                        "POST /desk/api/chat/rating",
                        chat.rate(RatingRequest.builder("s-1", 5).build())),
                Map.entry("GET /desk/api/chat/history?page=1&limit=20", chat.history(1, 20)),
                Map.entry("GET /desk/api/chat/session/s-1", chat.session("s-1")),
                Map.entry("GET /desk/api/chat/current", chat.current()),
                Map.entry("PUT /desk/api/chat/current", chat.getOrStartCurrent(start)),
                Map.entry("GET /desk/api/chat/config", chat.config()),
                Map.entry("GET /desk/api/chat/health", chat.health()),
                Map.entry(
                        "GET /desk/api/admin/chat/active-sessions?state=waiting&page=1&limit=10",
                        support.activeSessions(ActiveSessionsRequest.builder()
                                .state(SessionState.WAITING)
                                .page(1)
                                .limit(10)
                                .build())),
                Map.entry("GET /desk/api/admin/chat/session/s-1", support.session("s-1")),
                Map.entry("GET /desk/api/admin/chat/messages/s-1", support.newestMessages("s-1")),
                Map.entry(
                        "GET /desk/api/admin/chat/messages/s-1?after=c1&limit=9",
                        support.messagesAfter("s-1", "c1", 9)),
                Map.entry("POST /desk/api/admin/chat/message", support.sendMessage(message)),
                Map.entry(
                        "POST /desk/api/admin/chat/session",
                        support.startSession(OutboundRequest.builder("carla").build())),
                Map.entry(
                        "POST /desk/api/admin/chat/session/assign",
                        support.assign(AssignRequest.builder("s-1").build())),
                Map.entry("POST /desk/api/admin/chat/session/decline", support.declineSession("s-1")),
                Map.entry("POST /desk/api/admin/chat/session/hold", support.holdSession("s-1")),
                Map.entry("POST /desk/api/admin/chat/session/resume", support.resumeSession("s-1")),
                Map.entry(
                        "POST /desk/api/admin/chat/session/transfer",
                        support.transferSession(
                                TransferRequest.toAgent("s-1", "tom").build())),
                Map.entry("POST /desk/api/admin/chat/session/return", support.returnSession("s-1")),
                Map.entry("POST /desk/api/admin/chat/session/take-over", support.takeOverSession("s-1")),
                Map.entry("POST /desk/api/admin/chat/session/escalate", support.escalateSession("s-1", "help")),
                Map.entry("POST /desk/api/admin/chat/session/priority", support.setPriority("s-1", "high")),
                Map.entry(
                        "POST /desk/api/admin/chat/session/tags", support.changeTags("s-1", List.of("vip"), List.of())),
                Map.entry(
                        "GET /desk/api/admin/chat/ended-sessions?tag=vip&limit=9",
                        support.endedSessions(EndedSessionsRequest.builder()
                                .tag("vip")
                                .limit(9)
                                .build())),
                Map.entry("GET /desk/api/admin/chat/audit/s-1?after=3&limit=9", support.audit("s-1", 3, 9)),
                Map.entry(
                        "GET /desk/api/admin/chat/audit?actor=a-1&limit=9",
                        support.audit(
                                AuditRequest.builder().actor("a-1").limit(9).build())),
                Map.entry(
                        "POST /desk/api/admin/chat/session/macro",
                        support.applyMacro(
                                MacroRequest.builder("s-1").priority("low").build())),
                Map.entry("POST /desk/api/admin/chat/session/notes", support.addNote("s-1", "n-1", "hush")),
                Map.entry("POST /desk/api/admin/chat/session/reopen", support.reopenSession("s-1")),
                Map.entry("POST /desk/api/chat/session/reopen", chat.reopenSession("s-1")),
                Map.entry("POST /desk/api/chat/rating/prompt", chat.askForRating("s-1", "phone-1")),
                Map.entry("POST /desk/api/admin/chat/session/end", support.endSession(end)),
                Map.entry("GET /desk/api/admin/chat/agents", support.agents()));
    }

    @ParameterizedTest
    @MethodSource("customerCalls")
    void each_call_goes_to_its_own_address(Map.Entry<String, String> call) throws Exception {
        server.enqueue(golden(call.getValue()));

        Object answer = requireNonNull(calls().get(call.getKey())).execute();

        assertThat(answer).isNotNull();
        assertThat(request().getRequestLine()).isEqualTo(call.getKey() + " HTTP/1.1");
    }

    static Stream<String> errors() {
        return Golden.names("error-", ".json").stream();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void each_refusal_arrives_with_its_code_and_without_its_words(String name) {
        String body = Golden.text(name);
        server.enqueue(json(418, body).setHeader("X-Request-Id", "req-1"));

        ChatApiException failure = failure(send());

        String code = Golden.tree(body).at("/error/code").textValue();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.httpStatus()).hasValue(418);
        assertThat(failure.requestId()).contains("req-1");
        assertThat(failure.serverMessage())
                .contains(Golden.tree(body).at("/error/message").textValue());
        assertThat(failure).hasMessage("POST /desk/api/chat/message: " + code + " (HTTP 418), request req-1");
    }

    @Test
    void details_of_a_refusal_are_kept() {
        server.enqueue(json(503, Golden.text("error-store-unavailable.json")).setHeader("Retry-After", "7"));

        ChatApiException failure = failure(send());

        assertThat(failure.details()).containsEntry("stored", "unknown");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void a_retry_date_without_the_servers_own_time_is_not_believed() {
        MockResponse response = json(429, Golden.text("error-rate-limited.json"))
                .setHeader("Retry-After", "Sat, 06 Dec 2025 15:30:12 GMT")
                .removeHeader("Date");
        server.enqueue(response);

        assertThat(failure(send()).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sat, 06 Dec 2025 15:29:00 GMT", "0"})
    void a_retry_time_that_has_passed_is_now(String retryAfter) {
        server.enqueue(json(429, Golden.text("error-rate-limited.json"))
                .setHeader("Date", "Sat, 06 Dec 2025 15:30:00 GMT")
                .setHeader("Retry-After", retryAfter));

        assertThat(failure(send()).retryAfter()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "12345678901234567890", "Sat, 99 Dec 2025 15:30:12 GMT", ""})
    void a_retry_time_that_cannot_be_read_is_none(String retryAfter) {
        server.enqueue(json(429, Golden.text("error-rate-limited.json"))
                .setHeader("Date", "Sat, 06 Dec 2025 15:30:00 GMT")
                .setHeader("Retry-After", retryAfter));

        assertThat(failure(send()).retryAfter()).isEmpty();
    }

    @Test
    void a_retry_date_is_measured_against_the_servers_own_clock() {
        server.enqueue(json(429, Golden.text("error-rate-limited.json"))
                .setHeader("Date", "Sat, 06 Dec 2025 15:30:00 GMT")
                .setHeader("Retry-After", "Sat, 06 Dec 2025 15:30:12 GMT"));

        assertThat(failure(send()).retryAfter()).contains(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "42",
                "{}",
                "{\"success\":true}",
                "{\"success\":true,\"data\":[]}",
                "{\"success\":true,\"data\":{}} {}",
                "{\"success\":false}",
                "{\"success\":false,\"error\":{\"code\":7}}",
                "{\"success\":true,\"data\":{\"messageId\":\"m\",\"seq\":\"1\"}}",
                "{\"success\":true,\"data\":{\"seq\":1e99}}"
            })
    void a_body_that_breaks_the_protocol_is_malformed(String body) {
        server.enqueue(json(200, body));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.MALFORMED_RESPONSE);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void a_login_page_is_malformed_and_not_followed() {
        server.enqueue(new MockResponse()
                .setResponseCode(302)
                .setHeader("Location", server.url("/login"))
                .setHeader("Content-Type", "text/html")
                .setBody("<html>"));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.MALFORMED_RESPONSE);
        assertThat(failure.httpStatus()).hasValue(302);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_proxys_error_page_keeps_its_status_and_is_worth_another_try() {
        server.enqueue(new MockResponse()
                .setResponseCode(502)
                .setHeader("Content-Type", "text/html")
                .setBody("<html>Bad gateway</html>"));

        ChatApiException failure = failure(send());

        assertThat(failure.httpStatus()).hasValue(502);
        assertThat(failure.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 407, 503})
    void a_refusal_of_something_on_the_way_is_worth_another_try(int status) {
        server.enqueue(new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "text/html")
                .setBody("<h1>Please sign in to the network</h1>"));

        assertThat(failure(send()).isRetryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 414, 431})
    void what_is_too_long_for_something_on_the_way_stays_so(int status) {
        server.enqueue(new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "text/html")
                .setBody("<h1>Too long</h1>"));

        assertThat(failure(send()).isRetryable()).isFalse();
    }

    @Test
    void a_bad_request_that_something_on_the_way_complains_of_is_worth_another_try() {
        server.enqueue(new MockResponse()
                .setResponseCode(400)
                .setHeader("Content-Type", "text/html")
                .setBody("<h1>400 Bad Request</h1>"));

        ChatApiException failure = failure(send());

        assertThat(failure.httpStatus()).hasValue(400);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void a_body_above_the_limit_is_malformed() {
        client = client().maxResponseBytes(100).build();
        server.enqueue(golden("message-send"));

        assertThat(failure(send()))
                .hasMessage("POST /desk/api/chat/message: MALFORMED_RESPONSE (HTTP 200), longer than 100 bytes");
    }

    @Test
    void what_a_newer_server_adds_does_no_harm() {
        server.enqueue(json(200, """
                {"success":true,"new":1,"data":{"sessionId":"s-1","status":"paused","state":"PAUSED","mood":{"x":[1]},
                 "createdAt":"2025-12-06T15:30:00.000Z","endedBy":"robot","agent":{"name":null,"badge":1}}}"""));

        SessionHead head = client.chat().session("s-1").execute();

        assertThat(head.state()).isEqualTo(SessionState.UNKNOWN);
        assertThat(head.endedBy()).contains(EndedBy.UNKNOWN);
        assertThat(head.agent().flatMap(AgentInfo::name)).isEmpty();
    }

    @Test
    void nothing_a_person_wrote_is_in_texts_for_logs() {
        OutgoingMessage message = OutgoingMessage.builder("s-1", SECRET_TEXT).build();
        UserInfo user =
                UserInfo.builder().name("John Doe").email("john@example.com").build();
        PollAnswer answer = new PollAnswer(Golden.data(Golden.text("poll.response.json")));

        assertThat(message.toString() + user + answer + answer.messages())
                .doesNotContain("4111", "John", "example.com", "order");
    }

    @Test
    void a_broken_connection_is_a_network_error() {
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.NETWORK_ERROR);
        assertThat(failure.httpStatus()).isEmpty();
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void a_body_cut_short_is_a_network_error() {
        server.enqueue(golden("message-send").setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.NETWORK_ERROR);
        assertThat(failure.httpStatus()).hasValue(200);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void a_refusal_cut_short_is_no_refusal() {
        server.enqueue(json(404, Golden.text("error-session-not-found.json"))
                .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.NETWORK_ERROR);
        assertThat(failure.httpStatus()).isEmpty();
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void a_call_cancelled_while_its_answer_comes_in_is_not_worth_another_try() throws Exception {
        server.enqueue(golden("message-send").throttleBody(1, 50, TimeUnit.MILLISECONDS));
        ChatCall<SentMessage> call = send();
        Outcome<SentMessage> outcome = new Outcome<>();
        call.enqueue(outcome);
        request();

        call.cancel();

        assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.CANCELED);
        assertThat(outcome.failure().isRetryable()).isFalse();
    }

    @Test
    void silence_is_a_timeout() {
        client = client().client(new OkHttpClient.Builder()
                        .readTimeout(Duration.ofMillis(50))
                        .build())
                .build();
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));

        assertThat(failure(send()).code()).isEqualTo(ErrorCodes.TIMEOUT);
    }

    @Test
    void an_answer_that_drips_in_is_a_timeout_and_worth_another_try() {
        client = client().client(new OkHttpClient.Builder()
                        .callTimeout(Duration.ofMillis(200))
                        .build())
                .build();
        server.enqueue(golden("message-send").throttleBody(1, 50, TimeUnit.MILLISECONDS));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.TIMEOUT);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void polls_that_are_held_do_not_block_sends() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return "POST".equals(request.getMethod())
                        ? golden("message-send")
                        : new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);
            }
        });
        int polls = 80; // above all limits of OkHttp's
        for (int i = 0; i < polls; i++) {
            client.chat().poll(PollRequest.builder("s-" + i).build()).enqueue(new Outcome<>());
        }
        for (int i = 0; i < polls; i++) {
            assertThat(request()).isNotNull();
        }
        Outcome<SentMessage> outcome = new Outcome<>();

        send().enqueue(outcome);

        assertThat(outcome.answer().seq()).isEqualTo(1);
    }

    @Test
    void long_polls_get_time_however_impatient_the_apps_client_is() throws Exception {
        List<Integer> readTimeouts = new ArrayList<>();
        client = client().client(new OkHttpClient.Builder()
                        .readTimeout(Duration.ofSeconds(5))
                        .addInterceptor(chain -> {
                            readTimeouts.add(chain.readTimeoutMillis());
                            return chain.proceed(chain.request());
                        })
                        .build())
                .build();
        server.enqueue(golden("poll"));
        server.enqueue(golden("message-send"));

        client.chat().poll(PollRequest.builder("s-1").build()).execute();
        send().execute();

        assertThat(readTimeouts).containsExactly(40_000, 5_000);
    }

    @Test
    void an_apps_client_is_neither_changed_nor_shut_down() {
        OkHttpClient apps = new OkHttpClient();
        client = client().client(apps).tokens(() -> "t").build();

        client.close();

        assertThat(apps.interceptors()).isEmpty();
        assertThat(apps.followRedirects()).isTrue();
        assertThat(apps.dispatcher().executorService().isShutdown()).isFalse();
    }

    @Test
    void closing_cancels_the_calls_of_this_client_only() throws Exception {
        OkHttpClient apps = new OkHttpClient();
        client = client().client(apps).build();
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        okhttp3.Call foreign = apps.newCall(
                new okhttp3.Request.Builder().url(server.url("/other")).build());
        foreign.enqueue(new Ignoring());
        Outcome<SentMessage> outcome = new Outcome<>();
        send().enqueue(outcome);
        request();
        request();

        client.close();

        assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.CANCELED);
        assertThat(foreign.isCanceled()).isFalse();
        foreign.cancel();
    }

    @Test
    void a_call_is_made_once_and_copied_for_more() throws Exception {
        server.enqueue(golden("message-send"));
        server.enqueue(golden("message-send"));
        ChatCall<SentMessage> call = send();
        call.execute();

        assertThatIllegalStateException().isThrownBy(call::execute);
        call.copy().execute();

        assertThat(request().getBody().readUtf8()).isEqualTo(request().getBody().readUtf8());
    }

    @Test
    void a_call_cancelled_in_advance_is_not_made() {
        ChatCall<SentMessage> call = send();
        call.cancel();

        assertThat(call.isCanceled()).isTrue();
        ChatApiException failure = failure(call);
        assertThat(failure.code()).isEqualTo(ErrorCodes.CANCELED);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.getRequestCount()).isZero();
        assertThat(call.copy().isCanceled()).isFalse();
    }

    @Test
    void a_call_under_way_can_be_cancelled_from_another_thread() throws Exception {
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        ChatCall<SentMessage> call = send();
        Outcome<SentMessage> outcome = new Outcome<>();
        call.enqueue(outcome);
        request();

        call.cancel();

        assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.CANCELED);
    }

    @Test
    void enqueued_calls_report_answers_and_refusals() throws Exception {
        server.enqueue(golden("message-send"));
        server.enqueue(json(410, Golden.text("error-session-expired.json")));
        Outcome<SentMessage> first = new Outcome<>();
        Outcome<SentMessage> second = new Outcome<>();

        send().enqueue(first);
        assertThat(first.answer().messageId()).isEqualTo("m-1");
        send().enqueue(second);

        assertThat(second.failure().code()).isEqualTo(ErrorCodes.SESSION_EXPIRED);
        assertThat(second.failure().isRetryable()).isFalse();
    }

    @Test
    void a_refused_token_is_refreshed_and_the_same_request_made_again() throws Exception {
        Tokens tokens = new Tokens("old", "new");
        client = client().tokens(tokens).build();
        server.enqueue(json(401, Golden.text("error-authentication-failed.json")));
        server.enqueue(golden("message-send"));

        send().execute();

        RecordedRequest first = request();
        RecordedRequest second = request();
        assertThat(first.getHeader("Authorization")).isEqualTo("Bearer old");
        assertThat(second.getHeader("Authorization")).isEqualTo("Bearer new");
        assertThat(second.getBody().readUtf8()).isEqualTo(first.getBody().readUtf8());
        assertThat(tokens.refused).containsExactly("old");
    }

    @Test
    void a_token_refused_twice_is_refused() {
        Tokens tokens = new Tokens("old", "new");
        client = client().tokens(tokens).build();
        server.enqueue(json(401, Golden.text("error-authentication-failed.json")));
        server.enqueue(json(401, Golden.text("error-authentication-failed.json")));

        ChatApiException failure = failure(send());

        assertThat(failure.code()).isEqualTo(ErrorCodes.AUTHENTICATION_FAILED);
        assertThat(server.getRequestCount()).isEqualTo(2);
        assertThat(tokens.refused).containsExactly("old");
    }

    /** Makes calls that all have the token {@code old}: the server rejects it once it has them all. */
    private List<Outcome<SentMessage>> callsRejectedTogether(TokenSupplier tokens) {
        int count = 4;
        CountDownLatch all = new CountDownLatch(count);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                if (!"Bearer old".equals(request.getHeader("Authorization"))) {
                    return golden("message-send");
                }
                all.countDown();
                all.await();
                return json(401, Golden.text("error-authentication-failed.json"));
            }
        });
        client = client().tokens(tokens).build();
        List<Outcome<SentMessage>> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Outcome<SentMessage> outcome = new Outcome<>();
            outcomes.add(outcome);
            send().enqueue(outcome);
        }
        return outcomes;
    }

    @Test
    void calls_refused_together_share_a_refresh_that_brings_no_other_token() throws Exception {
        Tokens tokens = new Tokens("old", "old");

        for (Outcome<SentMessage> outcome : callsRejectedTogether(tokens)) {
            assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.AUTHENTICATION_FAILED);
        }
        assertThat(tokens.refused).containsExactly("old");

        assertThat(failure(send()).code()).isEqualTo(ErrorCodes.AUTHENTICATION_FAILED);
        assertThat(tokens.refused).containsExactly("old", "old");
    }

    @Test
    void calls_refused_together_share_a_refresh_that_fails_and_a_later_call_has_its_own() throws Exception {
        AtomicInteger refreshes = new AtomicInteger();
        TokenSupplier offline = new TokenSupplier() {
            @Override
            public String token() {
                return "old";
            }

            @Override
            public void refresh(String rejected) throws IOException {
                refreshes.incrementAndGet();
                throw new IOException("offline");
            }
        };

        for (Outcome<SentMessage> outcome : callsRejectedTogether(offline)) {
            assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.TOKEN_UNAVAILABLE);
            assertThat(outcome.failure().isRetryable()).isTrue();
        }
        assertThat(refreshes).hasValue(1);

        assertThat(failure(send()).code()).isEqualTo(ErrorCodes.TOKEN_UNAVAILABLE);
        assertThat(refreshes).hasValue(2);
    }

    @Test
    void a_supplier_without_another_token_costs_no_second_request() {
        client = client().tokens(() -> "old").build();
        server.enqueue(json(401, Golden.text("error-authentication-failed.json")));

        assertThat(failure(send()).code()).isEqualTo(ErrorCodes.AUTHENTICATION_FAILED);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_supplier_that_throws_fails_the_call_and_nothing_else() throws Exception {
        client = client().tokens(() -> {
                    throw new IllegalStateException("signed out");
                })
                .build();
        Outcome<SentMessage> outcome = new Outcome<>();

        send().enqueue(outcome);

        assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.TOKEN_UNAVAILABLE);
        assertThat(server.getRequestCount()).isZero();
    }

    static Stream<Throwable> everythingThatCanBeThrown() {
        return Stream.of(
                new IllegalStateException("broken"),
                new AssertionError("broken"),
                new GeneralSecurityException("sneaked through"),
                new StackOverflowError());
    }

    @SuppressWarnings("unchecked") // which is how Kotlin and Lombok throw checked exceptions
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void whatever_a_token_supplier_throws_costs_its_call_only(Throwable broken) throws Exception {
        client = client().tokens(() -> {
                    HelplineClientTest.<RuntimeException>sneak(broken);
                    return "never";
                })
                .build();
        Outcome<SentMessage> outcome = new Outcome<>();

        send().enqueue(outcome);

        assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.TOKEN_UNAVAILABLE);
        assertThat(outcome.failure().isRetryable()).isTrue();
        assertThat(failure(send()).code()).isEqualTo(ErrorCodes.TOKEN_UNAVAILABLE);
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void whatever_a_refresh_throws_costs_its_call_only(Throwable broken) {
        client = client().tokens(new TokenSupplier() {
                    @Override
                    public String token() {
                        return "old";
                    }

                    @Override
                    public void refresh(String rejected) {
                        HelplineClientTest.<RuntimeException>sneak(broken);
                    }
                })
                .build();
        server.enqueue(json(401, Golden.text("error-authentication-failed.json")));

        assertThat(failure(send()).code()).isEqualTo(ErrorCodes.TOKEN_UNAVAILABLE);
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void whatever_an_interceptor_of_the_app_throws_is_the_outcome_of_its_call(Throwable broken) throws Exception {
        client = client().client(new OkHttpClient.Builder()
                        .addInterceptor(chain -> {
                            HelplineClientTest.<RuntimeException>sneak(broken);
                            return chain.proceed(chain.request());
                        })
                        .build())
                .build();
        Outcome<SentMessage> outcome = new Outcome<>();

        send().enqueue(outcome);

        assertThat(outcome.failure().code()).isEqualTo(ErrorCodes.CLIENT_FAILURE);
        assertThat(outcome.failure().isRetryable()).isTrue();
        assertThat(failure(send())).hasMessageContaining(broken.toString()).hasRootCause(broken);
    }

    @Test
    void what_cannot_be_reached_is_named_in_the_exception() throws Exception {
        int port = server.getPort();
        server.shutdown();

        assertThat(failure(send()))
                .hasMessageStartingWith("POST /desk/api/chat/message: NETWORK_ERROR: ")
                .hasMessageContaining(Integer.toString(port));
    }

    @Test
    void why_there_is_no_token_is_named_in_the_exception() {
        client = client().tokens(() -> {
                    throw new IllegalStateException("signed out");
                })
                .build();

        assertThat(failure(send()))
                .hasMessage("POST /desk/api/chat/message: TOKEN_UNAVAILABLE: the token supplier gave no token"
                        + " (java.lang.IllegalStateException: signed out)");
    }

    @Test
    void the_own_threads_keep_no_process_alive() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        server.enqueue(golden("message-send"));

        send().enqueue(new ChatCallback<SentMessage>() {
            @Override
            public void onAnswer(SentMessage answer) {
                thread.complete(Thread.currentThread());
            }

            @Override
            public void onFailure(ChatApiException failure) {
                thread.completeExceptionally(failure);
            }
        });

        assertThat(thread.get(10, TimeUnit.SECONDS).isDaemon()).isTrue();
    }

    @Test
    void a_token_that_no_header_can_carry_is_in_no_message() {
        client = client().tokens(() -> "secret\ntoken").build();

        assertThat(failure(send()))
                .hasStackTraceContaining("no header")
                .satisfies(failure -> assertThat(failure.getCause()).hasMessageNotContaining("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void an_id_that_a_path_would_lose_is_refused_before_a_request_is_made(String id) {
        List<ThrowingCallable> calls = List.of(
                () -> PollRequest.builder(id),
                () -> OutgoingMessage.builder(id, "hi"),
                () -> OutgoingMessage.builder("s", "hi").messageId(id),
                () -> OutgoingMessage.builder("s", "hi").replyTo(id),
                () -> RatingRequest.builder(id, 5),
                () -> EndRequest.builder(id),
                () -> AssignRequest.builder(id),
                () -> SessionRequest.builder().sessionId(id),
                () -> client.chat().messages(id, 1, 10),
                () -> client.chat().session(id),
                () -> client.support().session(id));

        assertThat(calls)
                .allSatisfy(call -> assertThatIllegalArgumentException()
                        .isThrownBy(call)
                        .withMessageEndingWith(" must be 1 to 128 of [A-Za-z0-9._:-], and not . or .."));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void an_agents_id_is_sent_as_the_identity_provider_spells_it() throws Exception {
        String agent = "auth0|5f3+x%&=/?#@example.org";
        server.enqueue(golden("support-active-sessions"));

        client.support()
                .activeSessions(
                        ActiveSessionsRequest.builder().assignedTo(agent).build())
                .execute();

        assertThat(requireNonNull(request().getRequestUrl()).queryParameter("assigned"))
                .isEqualTo(agent);
        assertThat(AssignRequest.builder("s")
                        .agentId(agent)
                        .build()
                        .toJson()
                        .node()
                        .get("agentId")
                        .textValue())
                .isEqualTo(agent);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssignRequest.builder("s").agentId("two words"));
    }

    @Test
    void what_cannot_be_meant_is_refused_at_once() {
        assertThatIllegalArgumentException().isThrownBy(() -> HelplineClient.builder("ftp://x"));
        assertThatIllegalArgumentException().isThrownBy(() -> client().maxResponseBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PollRequest.builder("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> PollRequest.builder("a".repeat(129)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollRequest.builder("s").maxWait(Duration.ofSeconds(26)));
        assertThatIllegalArgumentException().isThrownBy(() -> RatingRequest.builder("s", 6));
        assertThatIllegalArgumentException().isThrownBy(() -> client.chat().history(0, 1));
    }

    private static final class Tokens implements TokenSupplier {
        private final String fresh;
        private String current;
        private final List<String> refused = new ArrayList<>();

        Tokens(String current, String fresh) {
            this.current = current;
            this.fresh = fresh;
        }

        @Override
        public synchronized String token() {
            return current;
        }

        @Override
        public synchronized void refresh(String rejected) {
            refused.add(rejected);
            current = fresh;
        }
    }

    private static final class Outcome<T> implements ChatCallback<T> {
        private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        private @Nullable Object seen;

        @Override
        public void onAnswer(T answer) {
            outcomes.add(answer);
        }

        @Override
        public void onFailure(ChatApiException failure) {
            outcomes.add(failure);
        }

        private Object outcome() throws InterruptedException {
            if (seen == null) {
                seen = outcomes.poll(10, TimeUnit.SECONDS);
            }
            return requireNonNull(seen);
        }

        @SuppressWarnings("unchecked") // the test knows which it was
        T answer() throws InterruptedException {
            return (T) outcome();
        }

        ChatApiException failure() throws InterruptedException {
            return (ChatApiException) outcome();
        }
    }

    private static final class Ignoring implements okhttp3.Callback {
        @Override
        public void onFailure(okhttp3.Call call, IOException failure) {}

        @Override
        public void onResponse(okhttp3.Call call, okhttp3.Response response) {
            response.close();
        }
    }
}
