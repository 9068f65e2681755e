package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.ChatStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The store contract over a database of the host's whose pool returns connections with unusual settings. */
class H2OfTheHostContractTest extends ChatStoreContract {
    private final HostDatabase database = HostDatabase.withTables();

    @AfterEach
    void dropDatabase() {
        database.close();
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
