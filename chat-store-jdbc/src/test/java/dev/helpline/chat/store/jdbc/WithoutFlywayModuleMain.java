package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.StoreException;

/** Starts a store as a host with Flyway on its class path, but without its module for the host's database. */
final class WithoutFlywayModuleMain {
    private WithoutFlywayModuleMain() {}

    public static void main(String[] arguments) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(arguments[0]);
            JdbcChatStore.builder(pool).build().close();
            System.out.println("started");
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }
}
