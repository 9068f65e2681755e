package dev.helpline.chat.client.service;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChatServiceOverHttpTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ScriptedScheduler time = new ScriptedScheduler();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final Queue<MockResponse> polls = new ConcurrentLinkedQueue<>();
    private final Queue<MockResponse> sends = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<MockResponse> released = new LinkedBlockingQueue<>();
    private volatile boolean holdingPolls;
    private MockWebServer server = new MockWebServer();
    private @Nullable HelplineClient helpline;
    private @Nullable ChatService service;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Scripted());
        server.start();
        HelplineClient client =
                HelplineClient.builder(server.url("/").toString()).build();
        helpline = client;
        service = service(client).build();
    }

    private ChatService.Builder service(HelplineClient client) {
        return ChatService.builder(client.chat())
                .transport(Transport.POLL)
                .scheduler(time)
                .executor(Runnable::run)
                .random(new NoJitter())
                .listener(new ChatListener() {
                    @Override
                    public void onMessageReceived(ChatMessage message) {
                        heard.add("received " + message.text());
                    }

                    @Override
                    public void onMessageUpdated(ChatMessage message) {
                        heard.add("updated " + message.text() + " " + message.state());
                    }

                    @Override
                    public void onPollingError(ChatApiException error, Duration retryIn) {
                        heard.add("polling error " + error.code());
                    }

                    @Override
                    public void onStartDelayed(ChatApiException error, Duration retryIn) {
                        heard.add("start delayed " + error.code());
                    }
                });
    }

    @AfterEach
    void stop() throws IOException {
        service().close();
        requireNonNull(helpline).close();
        server.shutdown();
    }

    private ChatService service() {
        return requireNonNull(service);
    }

    private String next(BlockingQueue<String> queue) throws InterruptedException {
        return requireNonNull(queue.poll(10, TimeUnit.SECONDS), "nothing came");
    }

    private static MockResponse json(String body) {
        return new MockResponse().setHeader("Content-Type", "application/json").setBody(body);
    }

    private static MockResponse poll(int seq) {
        return json("""
                {"success":true,"data":{"messages":[{"messageId":"a%1$d","seq":%1$d,"prevSeq":%2$d,"message":"m%1$d",
                 "type":"text","sender":"admin","timestamp":"2026-01-01T00:00:00.000Z"}],
                 "cursor":"c%1$d","hasMoreMessages":false,"sessionEnded":false,"sessionStatus":"active"}}""".formatted(seq, seq - 1));
    }

    private static MockResponse silence() {
        return new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);
    }

    /** Responds as scripted, and not at all to other requests. */
    private final class Scripted extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            boolean isPoll = "GET".equals(request.getMethod());
            requests.add(request.getMethod() + " " + request.getPath() + " "
                    + request.getBody().readUtf8());
            if (isPoll && holdingPolls) {
                return held();
            }
            MockResponse response = (isPoll ? polls : sends).poll();
            return response == null ? silence() : response;
        }

        private MockResponse held() {
            try {
                return released.take();
            } catch (InterruptedException unwanted) {
                Thread.currentThread().interrupt();
                return silence();
            }
        }
    }

    @Test
    void on_a_slow_network_one_poll_at_a_time_is_under_way() throws Exception {
        service().resume("s-1");
        time.runDue();
        next(requests);

        time.advance(Duration.ofHours(1));

        assertThat(requests).isEmpty();
        assertThat(time.planned()).isEmpty();
    }

    @Test
    void the_cursor_of_each_answer_is_what_the_next_poll_asks_for() throws Exception {
        polls.add(poll(1));
        polls.add(poll(2));
        service().resume("s-1");
        time.runDue();
        assertThat(next(heard)).isEqualTo("received m1");

        time.advance(INTERVAL);

        assertThat(next(heard)).isEqualTo("received m2");
        assertThat(next(requests)).startsWith("GET /api/chat/poll/s-1?include=own%2Csystem ");
        assertThat(next(requests)).startsWith("GET /api/chat/poll/s-1?after=c1&include=own%2Csystem ");
    }

    @Test
    void garbage_is_an_error_to_recover_from() throws Exception {
        polls.add(json("{\"success\":true,\"data\":{\"mess"));
        polls.add(poll(1));
        service().resume("s-1");
        time.runDue();
        assertThat(next(heard)).isEqualTo("polling error MALFORMED_RESPONSE");

        time.advance(INTERVAL);

        assertThat(next(heard)).isEqualTo("received m1");
    }

    @Test
    void an_answer_that_breaks_off_is_asked_for_in_smaller_parts_until_they_come_through() throws Exception {
        polls.add(poll(1).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        polls.add(poll(1).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        polls.add(poll(1));
        polls.add(poll(2));
        service().resume("s-1");
        time.runDue();
        for (String expected : List.of("polling error NETWORK_ERROR", "polling error NETWORK_ERROR", "received m1")) {
            assertThat(next(heard)).isEqualTo(expected);
            time.advance(Duration.ofSeconds(4));
        }

        assertThat(next(heard)).isEqualTo("received m2");
        assertThat(next(requests)).startsWith("GET /api/chat/poll/s-1?include=own%2Csystem ");
        assertThat(next(requests)).startsWith("GET /api/chat/poll/s-1?limit=25&include=own%2Csystem ");
        assertThat(next(requests)).startsWith("GET /api/chat/poll/s-1?limit=12&include=own%2Csystem ");
        assertThat(next(requests)).startsWith("GET /api/chat/poll/s-1?after=c1&limit=24&include=own%2Csystem ");
    }

    @Test
    void a_page_longer_than_the_client_takes_is_asked_for_in_smaller_pieces_at_once() throws Exception {
        polls.add(json("{\"success\":true,\"data\":\"" + "x".repeat(5_000) + "\"}"));
        polls.add(json("{\"success\":true,\"data\":\"" + "x".repeat(5_000) + "\"}"));
        polls.add(poll(1));
        try (HelplineClient small = HelplineClient.builder(server.url("/").toString())
                        .maxResponseBytes(4_000)
                        .build();
                ChatService chat = service(small).build()) {
            chat.resume("s-1");
            for (int ask = 0; ask < 3; ask++) {
                time.awaitPlanned(1);
                time.runDue();
                assertThat(next(requests)).startsWith("GET");
            }

            assertThat(next(heard)).isEqualTo("received m1");
        }
    }

    @Test
    void a_path_that_cuts_held_polls_is_asked_for_shorter_ones_and_no_error_is_told() throws Exception {
        holdingPolls = true;
        released.add(poll(1).setHeader("Connection", "close"));
        try (HelplineClient client = HelplineClient.builder("http://127.0.0.1:" + server.getPort())
                        .build();
                ChatService chat =
                        service(client).longPoll(Duration.ofSeconds(25)).build()) {
            chat.resume("s-1");
            time.runDue();
            assertThat(next(requests)).contains("?wait=25&");
            assertThat(next(heard)).isEqualTo("received m1");
            time.awaitPlanned(1);
            time.runDue();
            assertThat(next(requests)).contains("?after=c1&wait=25&");

            time.advance(Duration.ofSeconds(5));
            released.add(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
            time.awaitPlanned(1);
            time.advance(INTERVAL);
            assertThat(next(requests)).contains("?after=c1&wait=4&");
            time.advance(Duration.ofSeconds(4));
            released.add(poll(2));

            assertThat(next(heard)).isEqualTo("received m2");
        }
    }

    @Test
    void a_part_of_the_app_that_throws_before_the_call_is_made_stops_nothing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        OkHttpClient frail = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void callStart(Call call) {
                        if (calls.incrementAndGet() % 2 == 1) {
                            throw new AssertionError("broken");
                        }
                    }
                })
                .build();
        polls.add(poll(1));
        sends.add(json("""
                        {"success":true,"data":{"sessionId":"s-1","status":"active","state":"waiting",
                         "createdAt":"2026-01-01T00:00:00.000Z"}}"""));
        try (HelplineClient client = HelplineClient.builder(server.url("/").toString())
                        .client(frail)
                        .build();
                ChatService chat = service(client).build()) {
            CompletableFuture<?> started =
                    chat.startChatSession(SessionRequest.builder().build());
            time.advance(Duration.ofSeconds(1));
            assertThat(next(heard)).isEqualTo("start delayed CLIENT_FAILURE");
            started.get(10, TimeUnit.SECONDS);
            time.runDue();
            time.advance(INTERVAL);

            assertThat(next(heard)).isEqualTo("polling error CLIENT_FAILURE");
            assertThat(next(heard)).isEqualTo("received m1");
        }
    }

    @Test
    void a_portal_that_wants_a_sign_in_does_not_end_the_watching() throws Exception {
        polls.add(new MockResponse().setResponseCode(401).setHeader("Content-Type", "text/html"));
        polls.add(poll(1));
        service().resume("s-1");
        time.runDue();
        assertThat(next(heard)).isEqualTo("polling error MALFORMED_RESPONSE");

        time.advance(INTERVAL);

        assertThat(next(heard)).isEqualTo("received m1");
    }

    @Test
    void a_server_that_was_restarted_is_found_again() throws Exception {
        polls.add(poll(1));
        service().resume("s-1");
        time.runDue();
        assertThat(next(heard)).isEqualTo("received m1");
        int port = server.getPort();
        server.shutdown();
        time.advance(INTERVAL);
        assertThat(next(heard)).isEqualTo("polling error NETWORK_ERROR");

        server = new MockWebServer();
        server.setDispatcher(new Scripted());
        polls.add(poll(2));
        server.start(port);
        time.advance(INTERVAL);

        assertThat(next(heard)).isEqualTo("received m2");
    }

    @Test
    void a_send_cut_off_after_the_server_got_it_is_repeated_word_for_word() throws Exception {
        sends.add(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
        sends.add(json("""
                        {"success":true,"data":{"messageId":"x","status":"sent","seq":1,
                         "timestamp":"2026-01-01T00:00:00.000Z","deliveredAt":"2026-01-01T00:00:00.000Z"}}"""));
        service().resume("s-1");
        time.runDue();
        next(requests);

        service().sendMessage("hello");
        time.runDue();
        String first = next(requests);
        time.awaitPlanned(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(next(requests)).isEqualTo(first);
        assertThat(next(heard)).isEqualTo("updated hello SENT");
    }

    @Test
    void closing_cancels_the_poll_that_is_parked_and_silences_everything() throws Exception {
        CompletableFuture<?> ending = startEndingWithAParkedPoll();

        service().close();

        assertThat(ending.handle((answer, failure) -> failure).join())
                .hasMessage("the chat service was closed: " + ErrorCodes.CANCELED);
        assertThat(time.planned()).isEmpty();
        assertThat(heard).isEmpty();
    }

    private CompletableFuture<?> startEndingWithAParkedPoll() throws InterruptedException {
        service().resume("s-1");
        CompletableFuture<?> ending = service().endChatSession();
        time.runDue();
        next(requests);
        next(requests);
        return ending;
    }

    @Test
    void without_any_setting_the_sdk_brings_its_own_thread_and_takes_it_away() throws Exception {
        FakeChatApi api = new FakeChatApi();
        CompletableFuture<Thread> callbackThread = new CompletableFuture<>();
        ChatService own = ChatService.builder(api)
                .listener(new ChatListener() {
                    @Override
                    public void onMessageUpdated(ChatMessage message) {
                        callbackThread.complete(Thread.currentThread());
                    }
                })
                .build();
        String session = own.startChatSession(SessionRequest.builder().build())
                .get(10, TimeUnit.SECONDS)
                .sessionId();

        own.sendMessage("hello");
        Thread thread = callbackThread.get(10, TimeUnit.SECONDS);
        own.close();
        thread.join();

        assertThat(thread.getName()).isEqualTo("helpline-chat");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(api.texts(session)).containsExactly("hello");
    }
}
