package dev.helpline.examples.desk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a desk serves its clients, it holds conversations with itself. */
class WarmUpTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Longer than a cold desk takes to reply on a busy machine; else the test would not notice a desk that serves too early. */
    private static final int SILENCE_MILLIS = 4000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void health_is_not_reported_before_the_warm_up_is_over() throws Exception {
        int port = freePort();
        CompletableFuture<Socket> early = new CompletableFuture<>();
        WarmUp warmUp = new WarmUp(SECOND, PATIENCE, time -> {
            Socket socket = askForHealth(port);
            early.complete(socket);
            socket.setSoTimeout(SILENCE_MILLIS);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            return 1;
        });

        try (SupportDesk desk = start(port, warmUp);
                Socket socket = early.join()) {
            assertThat(desk.port()).isEqualTo(port);
            assertThat(statusOn(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_warm_up_that_fails_does_not_keep_the_desk_from_starting() throws Exception {
        WarmUp warmUp = new WarmUp(SECOND, PATIENCE, time -> {
            throw new NoClassDefFoundError("as if the jar lacked a class");
        });

        try (SupportDesk desk = start(0, warmUp);
                Socket socket = askForHealth(desk.port())) {
            assertThat(statusOn(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_warm_up_that_does_not_end_does_not_keep_the_desk_from_starting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        WarmUp warmUp = new WarmUp(SECOND, Duration.ofMillis(1), time -> {
            never.await();
            return 0;
        });

        try (SupportDesk desk = start(0, warmUp);
                Socket socket = askForHealth(desk.port())) {
            assertThat(statusOn(socket)).startsWith("HTTP/1.1 200");
        } finally {
            never.countDown();
        }
    }

    @Test
    void a_warm_up_leaves_nothing_behind_in_database_and_log() throws Exception {
        DeskProcess desk = DeskProcess.start(directory, Map.of("WARM_UP_SECONDS", "1"));
        desk.terminate();

        assertThat(desk.errors()).contains("the warm-up").doesNotContain("session warm-up");
        for (String table : List.of("chat_session", "chat_entry", "chat_audit", "chat_agent", "chat_reader_cursor")) {
            assertThat(rowsOf(table)).as(table).isZero();
        }
    }

    @Test
    void a_warm_up_holds_conversations_and_leaves_no_thread_behind() throws Exception {
        assertThat(WarmUp.hold(SECOND)).isPositive();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("helpline-commit") || name.startsWith("desk-warm-up"));
    }

    private SupportDesk start(int port, WarmUp warmUp) throws Exception {
        DeskConfig config = DeskConfig.from(Map.of("PORT", Integer.toString(port), "DATA_DIR", directory.toString()));
        return SupportDesk.start(config, warmUp, new PrintStream(new ByteArrayOutputStream(), true, ISO_8859_1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Socket askForHealth(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET /api/chat/health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        return socket;
    }

    private static String statusOn(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
    }

    private long rowsOf(String table) throws SQLException {
        String url =
                "jdbc:h2:file:" + directory.resolve("data").resolve("helpline").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
