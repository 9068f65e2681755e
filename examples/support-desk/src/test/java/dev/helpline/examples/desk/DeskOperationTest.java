package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a desk that runs. */
class DeskOperationTest {
    private static final int PATIENCE_MILLIS = 10_000;

    @TempDir
    Path directory;

    @Test
    void the_lines_to_paste_hold_a_conversation_and_each_reply_stands_on_a_line_of_its_own() throws Exception {
        try (DeskProcess desk = DeskProcess.launch(directory, Map.of())) {
            String banner = desk.printedUntil(Pattern.compile("Ctrl-C"));
            String pasted =
                    banner.substring(banner.indexOf("  URL="), banner.indexOf("Or run a scripted conversation"));

            List<String> shown = shell(pasted).lines().toList();

            assertThat(shown).hasSize(10);
            assertThat(shown.stream().filter(line -> !line.startsWith("- ")))
                    .hasSize(7)
                    .allMatch(line -> line.startsWith("{\"success\":true") && line.endsWith("}"));
        }
    }

    @Test
    void without_secrets_only_this_machine_is_served() throws Exception {
        try (DeskProcess desk = DeskProcess.launch(directory, Map.of())) {
            desk.awaitListening();

            connect("127.0.0.1", desk.port());
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect("127.0.0.2", desk.port()));
        }
    }

    @Test
    void with_both_secrets_every_address_of_this_machine_is_served() throws Exception {
        try (DeskProcess desk = DeskProcess.start(directory)) {
            connect("127.0.0.2", desk.port());
        }
    }

    @Test
    void the_log_repeats_nothing_that_an_unknown_sender_wrote() throws Exception {
        String marker = "\u0085\u009bmarker".repeat(700);
        try (DeskProcess desk = DeskProcess.start(directory, Map.of("LOG_LEVEL", "DEBUG"))) {
            String refused = exchange(desk.port(), "GET /api/chat/config HTTP/1.1\r\nHost: {" + marker + "}\r\n\r\n");
            exchange(
                    desk.port(),
                    "GET /api/chat/current HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + marker
                            + "\r\nConnection: close\r\n\r\n");

            assertThat(refused).startsWith("HTTP/1.1 400");
            assertThat(desk.errors())
                    .doesNotContain("marker")
                    .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
        }
    }

    /** What the server sends until it closes the connection; the request has one byte per character. */
    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void folders_are_made_for_their_owner_alone() throws Exception {
        String url = "jdbc:h2:" + directory.resolve("lib/chat/x") + ";WRITE_DELAY=0";
        Map<String, String> settings = Map.of("DATA_DIR", "var/desk", "DB_URL", url, "DB_USER", "sa");

        try (DeskProcess desk = DeskProcess.launch(directory, settings)) {
            desk.awaitListening();

            for (String folder : List.of("var", "var/desk", "lib", "lib/chat")) {
                assertThat(Files.getPosixFilePermissions(directory.resolve(folder)))
                        .as(folder)
                        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    @Test
    void each_event_of_a_conversation_is_logged_on_one_line_with_ids_and_without_text() throws Exception {
        DeskProcess desk = DeskProcess.start(directory);
        Conversation.hold(desk, "s-1");

        desk.terminate();

        assertThat(desk.errors().lines().filter(line -> line.contains("session s-1 ")))
                .hasSize(6)
                .allMatch(line -> line.contains(" INFO "))
                .anyMatch(line -> line.contains("session s-1 started by customer ada"))
                .anyMatch(line -> line.contains("session s-1 has message m-1, seq 2, from customer ada"))
                .anyMatch(line -> line.contains("session s-1 assigned to agent sarah"))
                .anyMatch(line -> line.contains("session s-1 has message m-2, seq 4, from agent sarah"))
                .anyMatch(line -> line.contains("session s-1 ended by agent, cause normal"))
                .anyMatch(line -> line.contains("session s-1 rated"));
        assertThat(desk.errors()).doesNotContain(Conversation.QUESTION, Conversation.REPLY, "Sarah");
    }

    private static void connect(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
        }
    }

    /** What a terminal shows after these lines were pasted into it, besides the lines. */
    private static String shell(String lines) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        shell.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String shown = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return shown;
    }
}
