package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.examples.desk.Writers.Acknowledged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskProcessTest {
    private static final int SIGTERM_EXIT = 143;
    private static final Pattern MESSAGE = Pattern.compile("\"messageId\":\"([^\"]+)\",\"seq\":(\\d+)");

    @TempDir
    Path directory;

    @Test
    void kills_under_load_lose_and_double_nothing_that_was_acknowledged() throws Exception {
        loseAndDoubleNothing(3);
    }

    @Test
    @Tag("slow")
    void ten_kills_under_load_lose_and_double_nothing_that_was_acknowledged() throws Exception {
        loseAndDoubleNothing(10);
    }

    private void loseAndDoubleNothing(int kills) throws Exception {
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (int round = 1; round <= kills; round++) {
            DeskProcess desk = DeskProcess.start(directory);
            Writers writers = new Writers("round-" + round);
            writers.writeTo(desk, 20 * round);
            desk.kill();
            acknowledged.addAll(writers.stopped());
        }

        try (DeskProcess desk = DeskProcess.start(directory)) {
            assertEachIsThereOnce(desk, acknowledged);
        }
    }

    @Test
    void a_stop_completes_the_calls_in_progress_and_ends_within_seconds() throws Exception {
        DeskProcess desk = DeskProcess.start(directory);
        Writers writers = new Writers("stopped");
        writers.writeTo(desk, 50);
        long start = System.nanoTime();

        int exit = desk.terminate();

        assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
        assertThat(exit).isEqualTo(SIGTERM_EXIT);
        assertThat(desk.errors()).contains("the desk has stopped").doesNotContain("ERROR");
        List<Acknowledged> acknowledged = writers.stopped();
        try (DeskProcess again = DeskProcess.start(directory)) {
            assertEachIsThereOnce(again, acknowledged);
        }
    }

    @Test
    @Tag("slow")
    void a_stop_with_a_thousand_polls_that_wait_is_over_within_three_seconds_and_no_client_misses_a_message()
            throws Exception {
        DeskProcess desk = DeskProcess.start(directory);
        Readers readers = new Readers(125, 8);
        readers.waitAt(desk);
        CompletableFuture<Set<String>> writing = readers.writeOneEach(desk);
        long start = System.nanoTime();

        int exit = desk.terminate();

        Duration stop = Duration.ofNanos(System.nanoTime() - start);
        assertThat(exit).isEqualTo(SIGTERM_EXIT);
        assertThat(desk.errors()).contains("the desk has stopped").doesNotContain("ERROR");
        assertThat(stop).isLessThan(Duration.ofSeconds(3));
        Set<String> acknowledged = writing.get(60, TimeUnit.SECONDS);
        try (DeskProcess again = DeskProcess.start(directory)) {
            readers.catchUpAt(again);
        }
        assertThat(readers.told())
                .allSatisfy(reader -> assertThat(reader.messages())
                        .doesNotHaveDuplicates()
                        .contains(reader.firstMessage())
                        .containsAll(acknowledged.stream()
                                .filter(message -> message.startsWith(reader.session() + "-"))
                                .toList()));
    }

    private static void assertEachIsThereOnce(DeskProcess desk, List<Acknowledged> acknowledged) throws Exception {
        Map<String, List<Acknowledged>> bySession =
                acknowledged.stream().collect(Collectors.groupingBy(Acknowledged::session));
        for (Map.Entry<String, List<Acknowledged>> session : bySession.entrySet()) {
            String customer = session.getValue().get(0).customer();
            List<Matcher> stored = messages(desk, DeskProcess.customerToken(customer), session.getKey());
            List<String> ids = stored.stream().map(match -> match.group(1)).toList();
            List<Long> seqs =
                    stored.stream().map(match -> Long.valueOf(match.group(2))).toList();

            assertThat(ids).doesNotHaveDuplicates();
            assertThat(ids)
                    .containsAll(session.getValue().stream()
                            .map(Acknowledged::message)
                            .toList());
            assertThat(new TreeSet<>(seqs)).containsExactlyElementsOf(seqs);
            // The event of the start has seq 1; every number from there on is a message.
            assertThat(seqs.get(seqs.size() - 1)).isEqualTo(stored.size() + 1L);
        }
    }

    private static List<Matcher> messages(DeskProcess desk, String token, String session)
            throws IOException, InterruptedException {
        List<Matcher> all = new ArrayList<>();
        int page = 1;
        int before;
        do {
            before = all.size();
            String json = desk.getAs(token, "/api/chat/messages/" + session + "?limit=100&page=" + page++)
                    .body();
            Matcher matcher = MESSAGE.matcher(json);
            while (matcher.find()) {
                Matcher match = MESSAGE.matcher(matcher.group());
                assertThat(match.matches()).isTrue();
                all.add(match);
            }
        } while (all.size() > before);
        return all;
    }
}
