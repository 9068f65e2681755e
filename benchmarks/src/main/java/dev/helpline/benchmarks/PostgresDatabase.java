package dev.helpline.benchmarks;

import dev.helpline.servers.Folders;
import dev.helpline.servers.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A PostgreSQL from a Maven artifact, with fsync and synchronous_commit on. */
final class PostgresDatabase extends Database {
    private final Path folder = Folders.fresh("postgresql-data");
    private final EmbeddedPostgres server;
    private final long postmaster;

    PostgresDatabase() throws IOException {
        server = PostgresServer.start(
                folder,
                Map.of(
                        "max_connections",
                        "200",
                        // a checkpoint would disturb only one of the contenders
                        "max_wal_size",
                        "8GB",
                        "checkpoint_timeout",
                        "1h"));
        // the file's first line, see the PostgreSQL manual, "Database File Layout"
        postmaster = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
    }

    @Override
    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    Path folder() {
        return folder;
    }

    /** Does what the server would do by itself within minutes, while reads are measured. */
    @Override
    String preparation() {
        return "vacuum analyze";
    }

    @Override
    String settingsQuery() {
        return "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in ('fsync',"
                + " 'synchronous_commit', 'full_page_writes', 'wal_sync_method')";
    }

    @Override
    Optional<ProcessHandle> server() {
        return ProcessHandle.of(postmaster);
    }

    /** Uses the ids of transactions, which are consecutive for those that write. */
    @Override
    OptionalLong commits() throws SQLException {
        return OptionalLong.of(Long.parseLong(query("select pg_snapshot_xmax(pg_current_snapshot())")));
    }

    @Override
    List<BatchWriter> batchWriters() {
        return List.of(new PostgresWriters.Unnest());
    }

    @Override
    List<MessageWriter> messageWriters() {
        return List.of(new MessageWriter.Transaction(), new PostgresWriters.Statement());
    }

    @Override
    List<Goal> goals() {
        return List.of(
                Goal.throughput(1, "statement", 0.85),
                Goal.medianLatency(1, "statement", 1.2),
                Goal.throughput(256, "transaction", 4),
                Goal.throughput(256, "statement", 2.5),
                Goal.throughput(256, "batch", 0.7),
                Goal.commitsPerMessage(256, 0.1),
                Goal.tailLatency(256, 30));
    }

    /** Deletes the folder, too. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
