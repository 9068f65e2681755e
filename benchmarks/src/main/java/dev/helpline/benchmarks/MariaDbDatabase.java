package dev.helpline.benchmarks;

import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A MariaDB from a Maven artifact, set to sync its log at every commit, which is its default. */
final class MariaDbDatabase extends Database {
    private final MySqlServer server = MySqlServer.durable(
            MySqlKind.MARIADB,
            MySqlKind.MARIADB.newFolder(),
            "--character-set-server=utf8mb4",
            "--innodb-buffer-pool-size=1G",
            "--innodb-log-file-size=1G");

    @Override
    String url() {
        return server.url("chat");
    }

    @Override
    Path folder() {
        return server.data();
    }

    @Override
    String preparation() {
        return "analyze table chat_session, chat_entry, chat_rating, chat_audit, chat_reader_cursor";
    }

    @Override
    String settingsQuery() {
        return "select concat('innodb_flush_log_at_trx_commit=', @@innodb_flush_log_at_trx_commit,"
                + " ' innodb_flush_method=', @@innodb_flush_method)";
    }

    @Override
    Optional<ProcessHandle> server() {
        return Optional.of(server.handle());
    }

    /** Counts explicit commits, as the floors and the store make them. */
    @Override
    OptionalLong commits() throws SQLException {
        return OptionalLong.of(Long.parseLong(query("select variable_value from information_schema.global_status where"
                + " variable_name = 'COM_COMMIT'")));
    }

    @Override
    List<BatchWriter> batchWriters() {
        return List.of(new BatchWriter.JdbcBatch(), new BatchWriter.RowsTogether());
    }

    @Override
    List<MessageWriter> messageWriters() {
        return List.of(new MessageWriter.Transaction());
    }

    @Override
    List<Goal> goals() {
        return List.of(
                Goal.throughput(256, "transaction", 4),
                Goal.throughput(256, "batch", 0.7),
                Goal.commitsPerMessage(256, 0.1),
                Goal.tailLatency(256, 30));
    }

    @Override
    public void close() {
        server.close();
    }
}
