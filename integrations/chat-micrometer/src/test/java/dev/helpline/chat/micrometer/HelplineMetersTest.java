package dev.helpline.chat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation on an engine whose measurements go to the registry of Prometheus. */
@Timeout(60)
class HelplineMetersTest {
    private static final SessionId SESSION = new SessionId("s-1");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HelplineMeters meters = new HelplineMeters(registry);
    private final ChatEngine engine = ChatEngine.builder(new MemoryChatStore())
            .metrics(meters)
            .durableListener("crm", event -> {
                throw new IllegalStateException("it does not take " + event);
            })
            .build();
    private final CustomerChat carla = engine.customer(Principal.customer("carla", "Carla"));
    private final AgentDesk anton = engine.agent(Principal.agent("anton", Role.AGENT, "Anton", null));

    @BeforeEach
    void talk() {
        meters.watch(engine);
        carla.start(StartSession.withId(SESSION));
        carla.send(SendMessage.of(SESSION, "Hello"));
        anton.send(SendMessage.of(SESSION, "Hi"));
        PollAnswer answer = carla.poll(PollRequest.everything(SESSION, null));
        CompletableFuture<PollAnswer> waiting = carla.pollAsync(
                        PollRequest.everything(SESSION, answer.cursor()).waiting(Duration.ofSeconds(20)))
                .toCompletableFuture();
        assertThat(gauge("helpline.polls.waiting")).isEqualTo(1);
        anton.send(SendMessage.of(SESSION, "How can I help you?"));
        assertThat(waiting.join().messages()).hasSize(1);
        assertThatExceptionOfType(ChatException.class).isThrownBy(() -> carla.rate(RateSession.of(SESSION, 5)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void commands_are_timed_and_refusals_are_counted_by_code() {
        assertThat(registry.get("helpline.commands")
                        .tag("command", "send")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("helpline.commands")
                        .tag("command", "start")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("helpline.commands.refused")
                        .tags("command", "rate", "code", "session_not_ended")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void the_way_to_a_client_that_waits_is_timed() {
        assertThat(registry.get("helpline.delivery").timer().count()).isEqualTo(1);
        assertThat(registry.get("helpline.delivery").timer().max(TimeUnit.SECONDS))
                .isLessThan(60);
    }

    @Test
    void polls_and_batches_are_counted() {
        assertThat(registry.get("helpline.polls")
                        .tag("source", "memory")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("helpline.poll.messages").counter().count()).isPositive();
        assertThat(registry.get("helpline.commit.batch").timer().count())
                .isEqualTo(registry.get("helpline.commit.batch.size").summary().count());
    }

    @Test
    void what_is_under_way_is_read_from_the_engine() {
        assertThat(gauge("helpline.sessions.live")).isEqualTo(1);
        assertThat(gauge("helpline.polls.waiting")).isZero();
        assertThat(gauge("helpline.commands.waiting")).isZero();
    }

    @Test
    void the_documentation_has_every_meter_with_its_tags_and_no_other() throws IOException {
        registry.counter("helpline.commands.refused", "command", "x", "code", "y");
        String page = Files.readString(Path.of("../../docs/metrics.md"));
        Set<String> documented = Pattern.compile(
                        "^\\| `(helpline[a-z.]+)` \\| [a-z ]+ \\| ([a-z`, ]*)\\|", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2).replaceAll("[` ]", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented)
                .isEqualTo(registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(id -> id.getName() + " "
                                + id.getTags().stream()
                                        .map(Tag::getKey)
                                        .sorted()
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void each_query_of_the_dashboard_finds_its_metrics() throws IOException {
        JsonNode dashboard;
        try (InputStream file = HelplineMeters.class.getResourceAsStream("grafana-dashboard.json")) {
            dashboard = new ObjectMapper().readTree(file);
        }
        List<String> queries = dashboard.findValuesAsText("expr");
        String scraped = registry.scrape();

        assertThat(queries).hasSizeGreaterThan(10);
        assertThat(queries.stream()
                        .flatMap(query -> Pattern.compile("helpline_[a-z_]+")
                                .matcher(query)
                                .results()
                                .map(MatchResult::group)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(scraped).containsPattern("(?m)^" + name + "[ {]"));
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
