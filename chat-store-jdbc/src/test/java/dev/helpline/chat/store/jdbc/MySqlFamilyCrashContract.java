package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;
import dev.helpline.servers.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over MariaDB and MySQL. */
abstract class MySqlFamilyCrashContract extends ServerCrashContract {
    abstract MySqlKind kind();

    @Override
    final ServerProcess newServer() {
        return MySqlServer.durable(kind());
    }

    @Test
    void the_server_writes_to_the_disk_before_it_acknowledges() {
        assertThat(List.of("innodb_flush_log_at_trx_commit", "innodb_doublewrite"))
                .extracting(setting -> server().query("select @@global." + setting))
                .allMatch(value -> List.of("1", "ON").contains(value));
        assertThat(server().query("select @@global.innodb_flush_method")).isIn("fsync", "O_DIRECT");
    }
}
