package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks whether an H2 database is set up to keep what it has acknowledged, and to keep values as they were written. */
final class H2Settings {
    /** H2's error code, repeated here because H2's classes need not be on the class path. */
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    /** The modes in which everything works; other modes treat an empty text as null, or two nulls as the same key. */
    private static final List<String> MODES = List.of("REGULAR", "LEGACY", "POSTGRESQL", "MYSQL", "MARIADB", "HSQLDB");

    private static final Logger LOG = LoggerFactory.getLogger(H2Settings.class);

    private H2Settings() {}

    /** Rejects a database whose tables would compare texts regardless of case, and one that is read-only. */
    static void requireMeaning(Connection connection) throws SQLException {
        if (setting(connection, "IGNORECASE", "0").equals("1")) {
            throw new StoreException(
                    "H2 is set to compare texts regardless of case (IGNORECASE), so that customer bob would"
                            + " be shown the sessions of Bob; take IGNORECASE=TRUE out of the URL, and execute SET IGNORECASE FALSE"
                            + " once if the database was made with it");
        }
        String mode = setting(connection, "MODE", "REGULAR");
        if (!MODES.contains(mode.toUpperCase(Locale.ROOT))) {
            throw new StoreException(
                    "H2 is set to MODE=" + mode + ", in which some statements of the store fail or texts and"
                            + " keys mean something else; take MODE out of the URL, or choose one of " + MODES);
        }
        if (connection.isReadOnly()) {
            throw new StoreException("the H2 database is read-only; let the URL say neither ACCESS_MODE_DATA=r nor"
                    + " the name of a zip file, and let the process write the file");
        }
    }

    /**
     * Rejects delayed writes. By default, H2 writes a commit to its file up to half a second after it has returned
     * from it, and loses what it has not written if the process is killed. A database in memory has no such delay.
     */
    static void requireImmediateWrites(Connection connection) throws SQLException {
        warnOfLosingRelease(connection);
        String delay = setting(connection, "WRITE_DELAY", "an unknown number of");
        if (!delay.equals("0")) {
            throw new StoreException("H2 is set to write commits " + delay + " ms after it has answered them, so that a"
                    + " killed process loses messages that were acknowledged; add ;WRITE_DELAY=0 to the URL of the"
                    + " data source, or call acceptDelayedWrites() if that is acceptable");
        }
    }

    /** Warns of a release that loses acknowledged commits in spite of its settings (decision 0010). */
    private static void warnOfLosingRelease(Connection connection) throws SQLException {
        DatabaseMetaData h2 = connection.getMetaData();
        String version = h2.getDatabaseProductVersion();
        if (losesCommits(version, h2.getURL())) {
            LOG.warn("H2 {} loses commits that it has acknowledged if the process is killed; use 2.4.240", version);
        }
    }

    /** Whether this release of H2 is known to lose acknowledged commits of a database at this URL. */
    static boolean losesCommits(String version, String url) {
        return version.startsWith("2.5.") && !url.startsWith("jdbc:h2:mem:");
    }

    /**
     * Sets once more that commits are written before H2 returns from them, see {@link H2Connections}. A user without
     * administrator's rights must not do so, and depends on a user who did since the database was opened.
     */
    static void writeImmediately(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set write_delay 0");
        } catch (SQLException e) {
            if (e.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
                throw e;
            }
        }
    }

    /**
     * Returns the value of a setting whose name is in upper case, as H2 spells it even where it does not change the
     * case of names.
     */
    private static String setting(Connection connection, String name, String otherwise) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from INFORMATION_SCHEMA.SETTINGS")) {
            while (row.next()) {
                // name and value, whatever the columns are called (OLD_INFORMATION_SCHEMA)
                if (row.getString(1).equalsIgnoreCase(name)) {
                    return row.getString(2);
                }
            }
            return otherwise;
        }
    }

    /** Rejects a database that is also open elsewhere in this process. */
    static void requireAlone(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        select count(*)
                          from information_schema.sessions
                        """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || row.getInt(1) != 1) {
                throw new StoreException("the database is open already in this process; share the one store, or give"
                        + " the data source to JdbcChatStore.builder if others are to write to the database");
            }
        }
    }
}
