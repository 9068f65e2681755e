package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.SessionState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of an app are killed as {@code kill -9} does, at any moment of sending, ending and rating. */
@Timeout(300)
class KilledAppTest {
    private final RealServer server = new RealServer.Setup().start();
    private final Random random = new Random(13);

    /** What the customer was shown, and therefore must not be lost, in its order. */
    private final List<String> shown = new ArrayList<>();

    private String session = "";

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void kills_lose_and_double_nothing_that_was_shown() throws Exception {
        killAll("short", 2);
    }

    @Test
    @Tag("slow")
    void many_kills_lose_and_double_nothing_that_was_shown() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        for (int conversation = 0; System.nanoTime() < end; conversation++) {
            shown.clear();
            killAll("long" + conversation, 8);
        }
    }

    private void killAll(String customer, int writers) throws Exception {
        Path file = folder.resolve(customer);
        for (int writer = 0; writer < writers; writer++) {
            killAfter("ready", random.nextInt(80), run(KilledApp.Deed.WRITE, "w" + writer + "-", customer, file));
        }
        killAfter("kept end", random.nextInt(3), run(KilledApp.Deed.END, "last", customer, file));
        List<String> settled = settle(customer, file);
        assertThat(settled).as("what was shown is no news").noneMatch(line -> line.startsWith("received w"));
        assertThat(server.session(session).state()).isEqualTo(SessionState.ENDED);

        killAfter("kept rating", 0, run(KilledApp.Deed.RATE, "", customer, file));
        settle(customer, file);
        assertThat(server.session(session).rating())
                .isNotNull()
                .extracting(Rating::stars)
                .isEqualTo(4);

        List<String> stored = server.stored(session).stream()
                .filter(entry -> entry.author().type() == ParticipantType.CUSTOMER)
                .map(Entry::text)
                .toList();
        assertThat(stored).doesNotHaveDuplicates().containsSubsequence(shown);
    }

    private List<String> settle(String customer, Path file) throws Exception {
        Process app = run(KilledApp.Deed.SETTLE, "", customer, file);
        List<String> lines;
        try {
            lines = output(app).lines().toList();
        } finally {
            app.destroyForcibly();
        }
        assertThat(lines).contains("settled").noneMatch(line -> line.startsWith("thrown") || line.startsWith("failed"));
        return lines;
    }

    /** Kills an app when it has printed a line, and some more. */
    private void killAfter(String awaited, int more, Process app) throws IOException {
        BufferedReader lines = output(app);
        try {
            for (String line = next(lines); !line.equals(awaited); line = next(lines)) {
                note(line);
            }
            for (int i = 0; i < more; i++) {
                note(next(lines));
            }
        } finally {
            app.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output, too
        }
        lines.lines().forEach(this::note);
    }

    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new AssertionError("the process ended by itself");
        }
        return line;
    }

    private void note(String line) {
        assertThat(line).doesNotStartWith("thrown").doesNotStartWith("failed");
        if (line.startsWith("shown ")) {
            shown.add(line.substring("shown ".length()));
        } else if (line.startsWith("session ")) {
            session = line.substring("session ".length());
        }
    }

    private static BufferedReader output(Process app) {
        return app.inputReader(StandardCharsets.UTF_8);
    }

    private Process run(KilledApp.Deed deed, String word, String customer, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledApp.class.getName(),
                        deed.name(),
                        word,
                        String.valueOf(server.port()),
                        server.customerToken(customer),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
