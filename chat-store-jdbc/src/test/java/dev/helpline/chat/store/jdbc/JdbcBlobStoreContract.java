package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.testkit.attachment.BlobStoreContract;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract of blob stores over a database. */
abstract class JdbcBlobStoreContract extends BlobStoreContract {
    private final List<JdbcChatStore> stores = new ArrayList<>();

    /** Opens a store over a database that is empty before each test. */
    abstract JdbcChatStore open();

    /** Gives back the database, whose stores are closed. */
    void giveDatabaseBack() {}

    @AfterEach
    void closeStores() {
        stores.forEach(JdbcChatStore::close);
        giveDatabaseBack();
    }

    @Override
    protected BlobStore newStore() {
        JdbcChatStore store = open();
        stores.add(store);
        return store.blobs();
    }

    @Override
    protected Instant notAfterNow() {
        return InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
