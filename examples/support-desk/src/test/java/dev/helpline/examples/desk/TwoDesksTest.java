package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two desks over one PostgreSQL, one of which is killed in the middle of twenty conversations. */
@Tag("server")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwoDesksTest {
    private static final int CONVERSATIONS = 20;
    private static final int ROUNDS = 20;
    private static final int KILLED_AFTER = 8;
    private static final int OK = 200;

    /** What a customer may notice; measured in a long run, when the machine does nothing else. */
    private static final Duration PROMISED = Duration.ofSeconds(2);

    /** On a machine that builds other things at the same time. */
    private static final Duration GENEROUS = Duration.ofSeconds(15);

    private static final Pattern MESSAGE = Pattern.compile("\"messageId\":\"(a-\\d+-\\d+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

    private final ExecutorService readers = Executors.newFixedThreadPool(CONVERSATIONS);
    private final Map<String, String> settings = new HashMap<>();

    /** When each message was acknowledged by the desk that lives on, and when its reader had it. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    private DatabaseServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void startServer() throws Exception {
        server = DatabaseServer.postgreSql(Files.createDirectory(folder.resolve("server")));
        settings.put("DB_URL", server.url(DatabaseServer.DATABASE));
        settings.put("DB_USER", DatabaseServer.USER);
        settings.put("DB_PASSWORD", DatabaseServer.PASSWORD);
    }

    @AfterEach
    void stop() throws Exception {
        readers.shutdownNow();
        server.close();
    }

    @Test
    void customers_of_a_desk_that_is_killed_read_on_at_the_other_one_and_miss_nothing() throws Exception {
        killInTheMiddle();

        assertThat(longestDelay()).isLessThan(GENEROUS);
    }

    @Test
    @Tag("slow")
    void each_customer_sees_each_message_within_two_seconds() throws Exception {
        killInTheMiddle();

        List<Duration> delays = delays();
        System.out.printf(
                "%d messages over two desks, one of which was killed: from acknowledgement to reader p50 %d ms, p99 %d ms, max %d ms%n",
                delays.size(),
                delays.get(delays.size() / 2).toMillis(),
                delays.get(delays.size() * 99 / 100).toMillis(),
                longestDelay().toMillis());
        assertThat(longestDelay()).isLessThan(PROMISED);
    }

    private Duration longestDelay() {
        List<Duration> delays = delays();
        return delays.get(delays.size() - 1);
    }

    /** From the acknowledgement of each message until its reader had it, the shortest first. */
    private List<Duration> delays() {
        return acknowledged.entrySet().stream()
                .map(sent -> Objects.requireNonNull(seen.get(sent.getKey())) - sent.getValue())
                .map(nanos -> Duration.ofNanos(Math.max(nanos, 0)))
                .sorted()
                .toList();
    }

    private void killInTheMiddle() throws Exception {
        try (DeskProcess first = DeskProcess.start(Files.createDirectory(folder.resolve("first")), settings);
                DeskProcess second = DeskProcess.start(Files.createDirectory(folder.resolve("second")), settings)) {
            for (int i = 0; i < CONVERSATIONS; i++) {
                start(i % 2 == 0 ? first : second, i);
            }
            List<CompletableFuture<List<String>>> read = new ArrayList<>();
            for (int i = 0; i < CONVERSATIONS; i++) {
                int number = i;
                read.add(CompletableFuture.supplyAsync(() -> readAll(number, first, second), readers));
            }

            for (int round = 0; round < ROUNDS; round++) {
                if (round == KILLED_AFTER) {
                    first.kill();
                }
                for (int i = 0; i < CONVERSATIONS; i++) {
                    say(second, i, round);
                }
            }

            for (int i = 0; i < CONVERSATIONS; i++) {
                assertThat(read.get(i).get(120, TimeUnit.SECONDS)).isEqualTo(all(i));
            }
        }
    }

    private static void start(DeskProcess desk, int conversation) throws Exception {
        HttpResponse<String> reply =
                desk.postAs(customer(conversation), "/api/chat/session", "{\"sessionId\":\"s-" + conversation + "\"}");
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(OK);
    }

    private void say(DeskProcess desk, int conversation, int round) throws Exception {
        HttpResponse<String> reply = desk.postAs(
                DeskProcess.agentToken(),
                "/api/admin/chat/message",
                "{\"sessionId\":\"s-" + conversation + "\",\"messageId\":\"a-" + conversation + "-" + round
                        + "\",\"message\":\"round " + round + "\"}");
        acknowledged.put("a-" + conversation + "-" + round, System.nanoTime());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(OK);
    }

    /** Reads by long polls until all messages are there, at the first desk as long as it replies. */
    private List<String> readAll(int conversation, DeskProcess first, DeskProcess second) {
        List<String> got = new ArrayList<>();
        DeskProcess desk = first;
        String after = "";
        while (got.size() < ROUNDS) {
            try {
                HttpResponse<String> reply =
                        desk.getAs(customer(conversation), "/api/chat/poll/s-" + conversation + "?wait=5" + after);
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(OK);
                Matcher messages = MESSAGE.matcher(reply.body());
                while (messages.find()) {
                    got.add(messages.group(1));
                    seen.put(messages.group(1), System.nanoTime());
                }
                Matcher cursor = CURSOR.matcher(reply.body());
                assertThat(cursor.find()).as(reply.body()).isTrue();
                after = "&after=" + cursor.group(1);
            } catch (IOException killed) {
                assertThat(desk).as("the desk that failed").isSameAs(first);
                desk = second;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return got;
            }
        }
        return got;
    }

    private static String customer(int conversation) {
        return DeskProcess.customerToken("customer-" + conversation);
    }

    private static List<String> all(int conversation) {
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> "a-" + conversation + "-" + round)
                .toList();
    }
}
