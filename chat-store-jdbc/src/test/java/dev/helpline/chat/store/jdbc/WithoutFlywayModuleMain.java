package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.StoreException;

/** What a host meets that has Flyway on its class path, and not its part for the host's database. */
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
