package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.testkit.store.CommitBuilder;

/** Starts a store as a host without Flyway on its class path. */
final class WithoutFlywayMain {
    private WithoutFlywayMain() {}

    public static void main(String[] arguments) throws Exception {
        try (HostDatabase host = HostDatabase.inMemory()) {
            try {
                JdbcChatStore.builder(host.pool()).build().close();
                System.out.println("started");
            } catch (StoreException e) {
                System.out.println(e.getMessage());
            }
            host.executeAll(ChatSchema.h2().ddl());
            try (JdbcChatStore store = JdbcChatStore.builder(host.pool()).build()) {
                store.commit(CommitBuilder.creating("s").build());
                System.out.println("works with tables created by hand");
            }
        }
    }
}
