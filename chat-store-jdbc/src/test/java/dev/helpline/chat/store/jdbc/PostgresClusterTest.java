package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Two nodes over one PostgreSQL that tell each other over its bus. Their scripted time stands still, so that neither looks for
 * changes by itself.
 */
@NeedsServer
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresClusterTest {
    private final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    private final PostgresDatabase database = PostgresDatabase.withTables();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final String name = "cluster_" + System.nanoTime();

    private JdbcChatStore store;
    private AgentDesk antonHere;
    private CustomerChat carlaThere;
    private SessionId session;

    @BeforeEach
    void openNodes() {
        store = closing(JdbcChatStore.builder(database.pool())
                .schemaMode(SchemaMode.NONE)
                .build());
        ChatEngine here = node();
        ChatEngine there = node();
        carlaThere = there.customer(Principal.customer("carla", null));
        antonHere = here.agent(Principal.agent("anton", Role.AGENT, null, null));
        session = carlaThere.start(StartSession.PLAIN).session().id();
        long version = antonHere.claim(session).session().version();
        Await.until(() -> carlaThere.session(session).session().version() == version);
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        database.close();
    }

    @Test
    void two_hundred_messages_sent_here_each_wake_the_poll_that_waits_there() throws Exception {
        List<Entry> heard = new ArrayList<>();
        PollAnswer last = carlaThere.poll(PollRequest.everything(session, null));
        heard.addAll(last.messages());
        for (int i = 0; i < 200; i++) {
            CompletableFuture<PollAnswer> poll = waiting(last.cursor());

            antonHere.send(SendMessage.of(session, "m" + i));
            last = poll.get(60, TimeUnit.SECONDS);
            heard.addAll(last.messages());
        }
        while (last.hasMore() || !heard.equals(log())) {
            last = carlaThere.poll(PollRequest.everything(session, last.cursor()));
            heard.addAll(last.messages());
        }

        assertThat(heard).isEqualTo(log());
    }

    @Test
    void what_was_said_while_the_bus_was_cut_off_arrives_as_soon_as_it_is_back() throws Exception {
        CompletableFuture<PollAnswer> poll =
                waiting(carlaThere.poll(PollRequest.everything(session, null)).cursor());

        terminateBusConnections();
        antonHere.send(SendMessage.of(session, "in between"));

        assertThat(poll.get(60, TimeUnit.SECONDS).messages())
                .extracting(Entry::text)
                .contains("in between");
    }

    private CompletableFuture<PollAnswer> waiting(String cursor) {
        return carlaThere
                .pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20)))
                .toCompletableFuture();
    }

    private List<Entry> log() {
        return store.entriesAfter(session, 0, 1000);
    }

    private ChatEngine node() {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(database.url() + "&ApplicationName=" + name);
        ClusterBus bus =
                closing(PostgresClusterBus.builder(server).channel(name).build());
        awaitConnected(bus);
        return closing(ChatEngine.builder(store)
                .policy(ChatPolicy.builder()
                        .agentMessages(null)
                        .customerMessages(null)
                        .build())
                .clock(time)
                .scheduler(time)
                .clusterBus(bus)
                .build());
    }

    private static void awaitConnected(ClusterBus bus) {
        AtomicBoolean connected = new AtomicBoolean();
        bus.subscribe(new ClusterBus.Listener() {
            @Override
            public void received(String notice) {}

            @Override
            public void mayHaveMissed() {
                connected.set(true);
            }
        });
        Await.until(connected::get);
    }

    private void terminateBusConnections() throws SQLException {
        database.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + name + "'");
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }
}
