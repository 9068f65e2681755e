package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.RoutingLoad;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Eight engines over one PostgreSQL route to 200 agents until 20 000 sessions were started, or the time of a long run is up; {@code
 * -Dhelpline.routing.seconds=900} gives it more.
 */
@Tag("slow")
@NeedsServer
class PostgresRoutingTest {
    private static final Duration AT_MOST = Duration.ofSeconds(Long.getLong("helpline.routing.seconds", 40));

    private static final int SESSIONS = 20_000;

    /** A run that is given so much time has to start all sessions. A machine that is busy with other work needs longer. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(15);

    private final PostgresDatabase database = PostgresDatabase.SPARE.take();

    @AfterEach
    void giveDatabaseBack() {
        PostgresDatabase.SPARE.giveBack(database);
    }

    @Test
    void eight_engines_route_twenty_thousand_sessions_to_two_hundred_agents(TestReporter reporter) {
        try (ChatStore store = JdbcChatStore.builder(database.pool()).build()) {
            RoutingLoad load = RoutingLoad.over(store)
                    .engines(8)
                    .agents(200)
                    .sessions(SESSIONS)
                    .atMost(AT_MOST)
                    .seed(System.nanoTime());

            int sessions = load.run();

            reporter.publishEntry(
                    sessions + " sessions; beside an idle agent for at most",
                    load.longestIdle().toString());
            assertThat(sessions).isGreaterThanOrEqualTo(AT_MOST.compareTo(LONG_ENOUGH) < 0 ? 1 : SESSIONS);
        }
    }
}
