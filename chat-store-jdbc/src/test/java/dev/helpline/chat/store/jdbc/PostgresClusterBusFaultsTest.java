package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.servers.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What the bus over PostgreSQL does when connections, or the way to the server, fail. */
@NeedsServer
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresClusterBusFaultsTest {
    private static final Duration PROBE = Duration.ofMillis(200);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final String name = "bus_" + System.nanoTime();
    private final FaultProxy proxy = closing(FaultProxy.before(PostgresServer.port()));

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void after_its_backends_were_terminated_it_says_so_and_carries_notices_again() throws SQLException {
        ClusterBus bus = bus(server());
        Subscriber subscriber = connected(bus);
        int missed = subscriber.missed.get();

        terminateBackends();

        Await.until(() -> subscriber.missed.get() > missed);
        bus.publish(List.of("again"));
        Await.until(() -> subscriber.received.contains("again"));
    }

    @Test
    void a_notice_that_meets_a_terminated_backend_is_sent_on_a_new_connection() throws SQLException {
        ClusterBus sender = bus(server());
        Subscriber subscriber = connected(busThrough(proxy));
        sender.publish(List.of("first"));
        Await.until(() -> subscriber.received.contains("first"));

        terminateBackendsThatNotify();
        sender.publish(List.of("second"));

        Await.until(() -> subscriber.received.contains("second"));
    }

    @Test
    void a_server_that_falls_silent_is_noticed_although_the_connection_stays_open() {
        ClusterBus bus = busThrough(proxy);
        Subscriber subscriber = connected(bus);
        int missed = subscriber.missed.get();

        proxy.loseReplies();

        Await.until(() -> subscriber.missed.get() > missed);
        closing(bus(server())).publish(List.of("again"));
        Await.until(() -> subscriber.received.contains("again"));
    }

    @Test
    void a_bus_whose_server_is_down_connects_as_soon_as_it_is_there() {
        proxy.refuse();
        ClusterBus bus = busThrough(proxy);
        Subscriber subscriber = new Subscriber();
        bus.subscribe(subscriber);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> bus.publish(List.of("lost")));
        assertThat(subscriber.missed).hasValue(0);

        proxy.accept();

        Await.until(() -> subscriber.missed.get() > 0);
        bus.publish(List.of("found"));
        Await.until(() -> subscriber.received.contains("found"));
    }

    @Test
    void it_closes_promptly_while_it_is_connected_and_leaves_no_connection() throws SQLException {
        ClusterBus bus = bus(server());
        connected(bus);
        long begin = System.nanoTime();

        bus.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        Await.until(() -> backends() == 0);
    }

    @Test
    void it_closes_promptly_while_its_server_is_silent() {
        ClusterBus bus = busThrough(proxy);
        connected(bus);
        proxy.pause();
        long begin = System.nanoTime();

        bus.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        proxy.resume();
    }

    @Test
    void it_closes_promptly_while_it_tries_to_connect() {
        proxy.refuse();
        ClusterBus bus = busThrough(proxy);
        bus.subscribe(new Subscriber());
        long begin = System.nanoTime();

        bus.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_pool_that_hands_out_manual_commits_will_do() {
        ClusterBus bus = bus(closing(ServerPools.awkward(url(PostgresServer.port()))));
        Subscriber subscriber = connected(bus);

        bus.publish(List.of("news"));

        Await.until(() -> subscriber.received.contains("news"));
    }

    @Test
    void a_pool_never_gets_back_a_connection_that_listens() throws SQLException {
        HikariDataSource pool = closing(ServerPools.pool(url(PostgresServer.port())));
        ClusterBus bus = bus(pool);
        connected(bus);

        bus.close();

        Await.until(() -> backends() == 0);
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var channels = statement.executeQuery("select pg_listening_channels()")) {
            assertThat(channels.next()).isFalse();
        }
    }

    @Test
    void over_another_database_it_carries_nothing_and_breaks_nothing() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:" + name);
        ClusterBus bus = bus(h2);
        bus.subscribe(new Subscriber());

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> bus.publish(List.of("news")));
    }

    @Test
    void buses_on_different_channels_do_not_hear_each_other() {
        ClusterBus bus = bus(server());
        Subscriber subscriber = connected(bus);
        ClusterBus other = closing(
                PostgresClusterBus.builder(server()).channel(name + "_other").build());

        other.publish(List.of("not for us"));
        bus.publish(List.of("for us"));

        Await.until(() -> subscriber.received.contains("for us"));
        assertThat(subscriber.received).doesNotContain("not for us");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "1st", "a b", "a\"b", "a;drop", "_a"})
    void a_channel_that_needs_quotes_is_rejected(String channel) {
        PostgresClusterBus.Builder builder = PostgresClusterBus.builder(server());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.channel(channel))
                .withMessageContaining("channel");
    }

    private DataSource server() {
        return at(url(PostgresServer.port()));
    }

    private ClusterBus busThrough(FaultProxy way) {
        return bus(at(url(way.port()) + "&connectTimeout=2"));
    }

    private static DataSource at(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    private String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&ApplicationName=" + name;
    }

    private ClusterBus bus(DataSource dataSource) {
        return closing(PostgresClusterBus.builder(dataSource)
                .channel(name)
                .probeInterval(PROBE)
                .build());
    }

    private static Subscriber connected(ClusterBus bus) {
        Subscriber subscriber = new Subscriber();
        bus.subscribe(subscriber);
        Await.until(() -> subscriber.missed.get() > 0);
        return subscriber;
    }

    private void terminateBackends() throws SQLException {
        administrate("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + name + "'");
    }

    private void terminateBackendsThatNotify() throws SQLException {
        administrate("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + name
                + "' and query like '%pg_notify%'");
    }

    private int backends() {
        try {
            return administrate("select count(*) from pg_stat_activity where application_name = '" + name + "'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int administrate(String sql) throws SQLException {
        try (var connection = at("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres")
                        .getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getMetaData().getColumnName(1).equals("count") ? rows.getInt(1) : 0;
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    private static final class Subscriber implements ClusterBus.Listener {
        private final Queue<String> received = new ConcurrentLinkedQueue<>();
        private final AtomicInteger missed = new AtomicInteger();

        @Override
        public void received(String notice) {
            received.add(notice);
        }

        @Override
        public void mayHaveMissed() {
            missed.incrementAndGet();
        }
    }
}
