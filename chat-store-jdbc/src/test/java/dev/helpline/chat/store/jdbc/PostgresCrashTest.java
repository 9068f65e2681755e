package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.servers.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over PostgreSQL. */
class PostgresCrashTest extends ServerCrashContract {
    @Override
    ServerProcess newServer() {
        return PostgresCluster.started();
    }

    @Test
    void the_server_writes_to_the_disk_before_it_acknowledges() {
        assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                .extracting(setting -> server().query("show " + setting))
                .containsOnly("on");
    }
}
