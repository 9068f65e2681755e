package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Over PostgreSQL. */
class PostgresOutageTest extends ServerOutageContract {
    private final PostgresDatabase database = PostgresDatabase.withTables();
    private final String name = "outage-" + System.nanoTime();

    @AfterEach
    void dropDatabase() throws Exception {
        closeAll();
        database.close();
    }

    @Override
    String url() {
        return database.url() + "&ApplicationName=" + name;
    }

    @Override
    boolean isChangeOneStatement() {
        return true;
    }

    @Override
    String impatientUrl() {
        return url() + "&options=-c%20lock_timeout%3D200";
    }

    @Override
    String forbidWriting() {
        return "set session characteristics as transaction read only";
    }

    @Override
    void endConnections() throws SQLException {
        database.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + name + "'");
    }

    /** The transaction that looks for a deadlock first, and finds one, is its victim. */
    @Override
    List<String> survivingDeadlocks() {
        return List.of("set local deadlock_timeout = '1min'");
    }

    @Override
    List<String> fillUp() {
        return List.of("""
                create function fail() returns trigger language plpgsql as
                $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$
                """, "create trigger fail before insert on chat_entry for each row execute function fail()");
    }

    @Override
    List<String> makeRoom() {
        return List.of("drop trigger fail on chat_entry");
    }
}
