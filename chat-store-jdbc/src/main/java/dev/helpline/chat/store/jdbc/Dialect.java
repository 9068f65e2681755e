package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.TextLimits;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The databases that the store supports, and everything that differs between them. */
enum Dialect {
    /** The only waits are for the one writer thread of this process, so there is no bound. */
    H2("h2", null, null, null),
    POSTGRESQL(
            "postgresql",
            "org.flywaydb:flyway-database-postgresql",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            10),
    MARIADB("mysql", "org.flywaydb:flyway-mysql", "org.flywaydb.database.mysql.mariadb.MariaDBDatabaseType", 10),
    MYSQL("mysql", "org.flywaydb:flyway-mysql", "org.flywaydb.database.mysql.MySQLDatabaseType", 10);

    /** The folder of the scripts that create the tables. */
    final String migrations;

    /** The artifact that Flyway needs besides its core, as a Maven coordinate; null if none. */
    final @Nullable String flywayModule;

    private final @Nullable String flywayClass;

    /** How long a statement may take, for example waiting for a locked row; null for no bound. */
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

    /** How long to wait for a reply of the server; a statement is cancelled long before. Zero for no bound. */
    Duration longestAnswer() {
        return statementSeconds == null ? Duration.ZERO : Duration.ofSeconds(2L * statementSeconds);
    }

    /** @throws StoreException if the store does not support the database, or its release is too old */
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

    /** Rejects older releases, which cannot skip locked rows. */
    private static Dialect atLeast(int major, int minor, DatabaseMetaData database, Dialect dialect)
            throws SQLException {
        int majorFound = database.getDatabaseMajorVersion();
        if (majorFound < major || (majorFound == major && database.getDatabaseMinorVersion() < minor)) {
            throw new StoreException(dialect + " has to be of release " + major + "." + minor + " or later, and is "
                    + database.getDatabaseProductVersion());
        }
        return dialect;
    }

    /** Returns advice for the host of a database that changes values. */
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

    /** Returns whether {@link PostgresCommit} works with this database. */
    boolean commitsInOneStatement() {
        return this == POSTGRESQL;
    }

    /**
     * Returns whether one statement inserts many rows faster than a batch of statements does. For MariaDB and MySQL
     * each statement of a batch costs a round trip, or at least its parsing.
     */
    boolean insertsTogether() {
        return this == MARIADB || this == MYSQL;
    }

    /** Returns whether Flyway, if it is on the class path, supports this database there. */
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
     * Returns the hint that follows the name of a table whose rows are selected by the primary key, in its order.
     * Misled by their estimates, MariaDB and MySQL may choose another index, or none. Then they read a whole log to
     * sort it, or all the sessions to lock a few of them, and lock the others for a moment, too.
     */
    String byPrimaryKey() {
        return switch (this) {
            case H2, POSTGRESQL -> "";
            case MARIADB, MYSQL -> "force index (primary)";
        };
    }

    /**
     * Returns the condition that the column contains {@code :text}, whose ASCII letters are in lower case. Unlike
     * "like", "position" has no wildcards that would have to be escaped.
     */
    String containsText(String column) {
        return switch (this) {
            // lowers only ASCII letters, whatever the server's locale
            case H2, POSTGRESQL ->
                "position(:text in translate(" + column
                        + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) > 0";
            // there is no translate here, so that other letters match in either case, too
            case MARIADB, MYSQL ->
                "position(lower(:text) in lower(convert(" + column + " using utf8mb4) collate utf8mb4_bin)) > 0";
        };
    }

    /**
     * Returns an expression for the place, from 0, of the last of the bounds that a number is not less than.
     *
     * @param bounds ascending, at least one; the number is not less than the first
     */
    String indexWithin(String column, List<Long> bounds) {
        String list = bounds.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return switch (this) {
            case H2 -> decision(column, bounds, 0, bounds.size());
            case POSTGRESQL -> "width_bucket(" + column + ", '{" + list + "}'::bigint[]) - 1";
            case MARIADB, MYSQL -> "interval(" + column + ", " + list + ") - 1";
        };
    }

    private static String decision(String column, List<Long> bounds, int from, int to) {
        int middle = (from + to) >>> 1;
        return to - from == 1
                ? String.valueOf(from)
                : "case when " + column + " < " + bounds.get(middle) + " then "
                        + decision(column, bounds, from, middle) + " else " + decision(column, bounds, middle, to)
                        + " end";
    }

    /**
     * Returns a table {@code elements} and the condition with which a left join has a row of it for each element of a JSON array of at most
     * {@link TextLimits#TAGS} strings without quotation marks and backslashes. What they are, {@link #element} returns.
     */
    String elements(String array) {
        return switch (this) {
            case H2 -> "system_range(1, " + TextLimits.TAGS + ") elements on " + element(array) + " is not null";
            case POSTGRESQL -> "lateral json_array_elements_text(" + array + "::json) elements(element) on true";
            // older releases of MySQL let only users who may read everything use json_table
            case MARIADB, MYSQL -> numbers(TextLimits.TAGS) + " elements on " + element(array) + " is not null";
        };
    }

    /** Returns the expression for an element of the array beside which {@link #elements} stands; null if the array is null. */
    String element(String array) {
        return switch (this) {
            case H2 -> "regexp_substr(" + array + ", '\"([^\"]*)\"', 1, elements.x, '', 1)";
            case POSTGRESQL -> "elements.element";
            case MARIADB, MYSQL ->
                "convert(json_unquote(json_extract(" + array
                        + ", concat('$[', elements.x, ']'))) using utf8mb4) collate utf8mb4_bin";
        };
    }

    /** Returns a table with a column {@code x} of the numbers from 0. */
    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> number == 0 ? "select 0 x" : "select " + number)
                .collect(Collectors.joining(" union all ", "(", ")"));
    }
}
