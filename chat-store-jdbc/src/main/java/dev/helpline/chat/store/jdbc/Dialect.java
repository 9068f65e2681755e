package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The databases the store knows, and all that it does in another way for each. */
enum Dialect {
    /** Whoever waits in this process waits for the one writer of this process, and needs no bound. */
    H2("h2", null, null, null),
    POSTGRESQL(
            "postgresql",
            "org.flywaydb:flyway-database-postgresql",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            10),
    MARIADB("mysql", "org.flywaydb:flyway-mysql", "org.flywaydb.database.mysql.mariadb.MariaDBDatabaseType", 10),
    MYSQL("mysql", "org.flywaydb:flyway-mysql", "org.flywaydb.database.mysql.MySQLDatabaseType", 10);

    /** The folder of the scripts that make the tables. */
    final String migrations;

    /** What Flyway needs besides its core, as a Maven coordinate; null if nothing. */
    final @Nullable String flywayModule;

    private final @Nullable String flywayClass;

    /** How long a statement may take, say waiting for a row somebody has locked; null for no bound. */
    final @Nullable Integer statementSeconds;

    Dialect(
            String migrations,
            @Nullable String flywayModule,
            @Nullable String flywayClass,
            @Nullable Integer statementSeconds) {
        this.migrations = migrations;
        this.flywayModule = flywayModule;
        this.flywayClass = flywayClass;
        this.statementSeconds = statementSeconds;
    }

    /** How long an answer may take at most: a statement has been cancelled long before. Zero for no bound. */
    Duration longestAnswer() {
        return statementSeconds == null ? Duration.ZERO : Duration.ofSeconds(2L * statementSeconds);
    }

    /** @throws StoreException if the store does not know the database, or its release is too old */
    static Dialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            // each of the two drivers talks to both servers, and MySQL's takes either for MySQL
            case "MariaDB", "MySQL" ->
                product.equals("MariaDB")
                                || database.getDatabaseProductVersion().contains("MariaDB")
                        ? atLeast(10, 6, database, MARIADB)
                        : atLeast(8, 0, database, MYSQL);
            default ->
                throw new StoreException(
                        "this release knows H2, PostgreSQL, MariaDB and MySQL, and the database says it" + " is "
                                + product);
        };
    }

    /** Older ones cannot skip rows that are locked. */
    private static Dialect atLeast(int major, int minor, DatabaseMetaData database, Dialect dialect)
            throws SQLException {
        int majorFound = database.getDatabaseMajorVersion();
        if (majorFound < major || (majorFound == major && database.getDatabaseMinorVersion() < minor)) {
            throw new StoreException(dialect + " has to be of release " + major + "." + minor + " or later, and is "
                    + database.getDatabaseProductVersion());
        }
        return dialect;
    }

    /** What a host can do about a database that changes values. */
    String advice() {
        return switch (this) {
            case H2 ->
                "look for settings of the URL that change values (IGNORECASE, MODE, COLLATION), and let the store make"
                        + " its tables anew without them";
            case POSTGRESQL -> "use a database with the encoding UTF8, and the tables as the store makes them";
            case MARIADB, MYSQL ->
                "let the connections use utf8mb4 (no other character set in their URL or init statement),"
                        + " no sql_mode that changes values, and the tables as the store makes them";
        };
    }

    /** Whether {@link PostgresCommit} works here. */
    boolean commitsInOneStatement() {
        return this == POSTGRESQL;
    }

    /**
     * Whether many rows are inserted quicker by one statement than by a batch of statements: to these each is a journey, or
     * at least something to parse.
     */
    boolean insertsTogether() {
        return this == MARIADB || this == MYSQL;
    }

    /** Whether Flyway, if it is there at all, can speak to this database. */
    boolean isKnownToFlyway() {
        if (flywayClass == null) {
            return true;
        }
        try {
            Class.forName(flywayClass, false, Dialect.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Stands behind a table whose rows are wanted by their primary key, and in its order. By their estimates these
     * databases may prefer another index, or none: then they read a whole log to sort it, or all the sessions to lock a
     * few, and for moments have the locks of the others, too.
     */
    String byPrimaryKey() {
        return switch (this) {
            case H2, POSTGRESQL -> "";
            case MARIADB, MYSQL -> "force index (primary)";
        };
    }

    /**
     * The condition that {@code :text}, whose ASCII letters are lower case, is somewhere in the column. Position, unlike
     * "like", has no wildcards to be escaped.
     */
    String containsText(String column) {
        return switch (this) {
            // lowers ASCII alone, whatever the server's locale
            case H2, POSTGRESQL ->
                "position(:text in translate(" + column
                        + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) > 0";
            // knows no translate; other letters are found in either case, too
            case MARIADB, MYSQL ->
                "position(lower(:text) in lower(convert(" + column + " using utf8mb4) collate utf8mb4_bin)) > 0";
        };
    }
}
