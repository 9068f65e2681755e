package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.ServerProcess;
import java.time.Duration;

/** Over MariaDB, which should look for room once a minute, but does so only after a waiting connection has ended. */
class MariaDbFullLogTest extends MySqlFamilyFullLogContract {
    @Override
    MySqlKind kind() {
        return MySqlKind.MARIADB;
    }

    @Override
    void tellOfRoom(ServerProcess server) {
        String waiting = server.query("select id from information_schema.processlist where state like '%free space%'");
        assertThat(waiting).isNotEmpty();
        server.execute("kill " + waiting);
    }

    @Override
    Duration untilRoomIsSeen() {
        return Duration.ofMinutes(1);
    }
}
