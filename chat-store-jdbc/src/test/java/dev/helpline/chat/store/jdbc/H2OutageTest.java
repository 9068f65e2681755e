package dev.helpline.chat.store.jdbc;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Over an H2 of the host's. It is not a server, so it cannot be cut off, become read-only, or have victims of
 * deadlocks.
 */
class H2OutageTest extends OutageContract {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;USER=sa";
    private final HostDatabase host = HostDatabase.at(url);

    @BeforeEach
    void makeTables() {
        JdbcChatStore.builder(host.pool()).build().close();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        closeAll();
        host.close();
    }

    @Override
    String url() {
        return url;
    }

    @Override
    String impatientUrl() {
        return url + ";LOCK_TIMEOUT=200";
    }
}
