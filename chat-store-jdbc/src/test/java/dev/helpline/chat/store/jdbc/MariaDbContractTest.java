package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.ChatStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The store contract over a MariaDB of the host's whose pool returns connections with unusual settings. */
@NeedsServer
class MariaDbContractTest extends ChatStoreContract {
    private final MySqlDatabase database = MySqlDatabase.SPARE_MARIADB.take();

    @AfterEach
    void giveDatabaseBack() {
        MySqlDatabase.SPARE_MARIADB.giveBack(database);
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.awkward()).build();
    }

    @Override
    protected Optional<SessionCommit> poison(Session stored) {
        return Optional.of(Poison.after(stored, database));
    }

    @Override
    protected Optional<RowLock> lockRow(SessionId session) {
        return Optional.of(RowLocks.lock(database.pool(), session));
    }
}
