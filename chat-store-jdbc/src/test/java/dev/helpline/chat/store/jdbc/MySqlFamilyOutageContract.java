package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Over MariaDB and MySQL. */
abstract class MySqlFamilyOutageContract extends ServerOutageContract {
    private MySqlDatabase database;

    abstract MySqlServer server();

    @BeforeEach
    void createDatabase() {
        database = MySqlDatabase.withTables(server());
    }

    @AfterEach
    void dropDatabase() throws Exception {
        closeAll();
        database.close();
    }

    @Override
    String url() {
        return database.url();
    }

    @Override
    String impatientUrl() {
        return url() + "&sessionVariables=innodb_lock_wait_timeout=1";
    }

    @Override
    String forbidWriting() {
        return "set session transaction read only";
    }

    @Override
    void endConnections() throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select id from information_schema.processlist where db = database() and id <> connection_id()")) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            for (long id : ids) {
                statement.execute("kill " + id);
            }
        }
    }

    /** The victim is the transaction that has changed the fewest rows. */
    @Override
    List<String> survivingDeadlocks() {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            statements.add(
                    "insert into chat_agent (id, departments, skills, languages, role, active, managed, version, presence,"
                            + " enrolled_at, seen_at) values ('a" + i
                            + "', '[]', '[]', '[]', 'AGENT', 1, 0, 0, 'ONLINE', 0, 0)");
        }
        return statements;
    }

    @Override
    List<String> fillUp() {
        return List.of("create trigger fail before insert on chat_entry for each row"
                + " signal sqlstate 'HY000' set message_text = 'The table is full', mysql_errno = 1114");
    }

    @Override
    List<String> makeRoom() {
        return List.of("drop trigger fail");
    }
}
