package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.testkit.cluster.ClusterBusContract;
import dev.helpline.servers.PostgresServer;
import org.postgresql.ds.PGSimpleDataSource;

/** The contract of buses over PostgreSQL. */
@NeedsServer
class PostgresClusterBusTest extends ClusterBusContract {
    private final String channel = "test_" + System.nanoTime();

    @Override
    protected ClusterBus connect() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres");
        return PostgresClusterBus.builder(dataSource).channel(channel).build();
    }
}
