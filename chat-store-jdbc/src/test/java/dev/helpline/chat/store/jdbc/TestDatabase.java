package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database with a pool, set up as a host would set it up; closing it deletes it. */
abstract class TestDatabase implements AutoCloseable {

    private final List<AutoCloseable> others = new ArrayList<>();
    private boolean altered;
    private @Nullable List<String> deletions;

    /** Returns the complete URL. */
    abstract String url();

    abstract DataSource pool();

    /** Returns another pool, as another node would have it. */
    abstract DataSource anotherPool();

    /** Returns a pool whose connections have manual commits and the strictest isolation. */
    abstract DataSource awkward();

    /**
     * Returns a user who may only work with rows; without a password. Users belong to the server, so the name is
     * unique to this database.
     */
    final String clerk() {
        return "clerk_" + schema().toLowerCase(Locale.ROOT);
    }

    /** Returns a user who may only create and change tables in the schema; without a password. */
    final String migrator() {
        return "migrator_" + schema().toLowerCase(Locale.ROOT);
    }

    /** Creates the {@link #clerk}, with rights on the rows of the tables that exist in the schema. */
    abstract void hireClerk() throws SQLException;

    /** Creates the {@link #migrator}, with the right to create and change tables in the schema. */
    abstract void hireMigrator() throws SQLException;

    /** Returns a data source of another user, who has no password. */
    abstract DataSource as(String user);

    /** Returns the connections' own schema. */
    abstract String schema();

    /** Returns the name of a schema that does not exist yet, and is dropped with the database. */
    String otherSchema() {
        return schema().toLowerCase(Locale.ROOT) + "_desk";
    }

    /** Returns the schema that a host would print for this kind of database. */
    abstract ChatSchema printed();

    /** Makes a text column narrower that is never null; this changes our tables. */
    void narrow(String table, String column, int length) throws SQLException {
        altered = true;
        execute(narrowing(table, column, length));
    }

    /** Returns whether our tables were changed. */
    boolean isAltered() {
        return altered;
    }

    abstract String narrowing(String table, String column, int length);

    /** Returns the quote around a name whose case matters. */
    abstract char quote();

    /** Returns a statement with such quotes in place of {@code ~}. */
    String quoting(String statement) {
        return statement.replace('~', quote());
    }

    void execute(String... statements) throws SQLException {
        execute(pool(), statements);
    }

    static void execute(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements as {@link ChatSchema#ddl} separates them. */
    void executeAll(String ddl) throws SQLException {
        execute(statements(ddl));
    }

    static String[] statements(String ddl) {
        return ddl.strip().split(";(\n|$)", 0);
    }

    /** Returns the tables of the schema, in order. */
    List<String> tables() {
        return tables(schema());
    }

    List<String> tables(String schema) {
        return strings("select table_name from information_schema.tables where upper(table_schema) = upper('" + schema
                        + "')")
                .stream()
                .sorted()
                .toList();
    }

    /** Deletes all rows of our tables, but not what they know of their version. */
    void empty() throws SQLException {
        if (deletions == null) {
            deletions = tables().stream()
                    .filter(table -> !table.endsWith("schema_version") && !table.endsWith("schema_history"))
                    .map(table -> "delete from " + table)
                    .toList();
        }
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String deletion : deletions) {
                statement.execute(deletion);
            }
            connection.commit();
        }
    }

    /** Returns the columns of a table of the schema, in lower case. */
    List<String> columns(String table) {
        return strings("select lower(column_name) from information_schema.columns where upper(table_schema) = upper('"
                + schema() + "') and lower(table_name) = '" + table + "'");
    }

    /** Returns the first column of the result of a query. */
    List<String> strings(String query) {
        List<String> strings = new ArrayList<>();
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return strings;
    }

    <T extends AutoCloseable> T closedWithThis(T other) {
        others.add(other);
        return other;
    }

    /** Drops everything of the database from the server. */
    abstract void drop() throws SQLException;

    /** Closes what was opened besides the database's own pool. */
    void closeOthers() {
        try {
            for (AutoCloseable other : others) {
                other.close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        others.clear();
    }

    @Override
    public void close() {
        closeOthers();
        try {
            drop();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
