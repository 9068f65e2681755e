package dev.helpline.chat.store.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of failures of a statement, by whether another attempt may succeed. */
enum Failure {
    /** Another row has the same unique key. */
    UNIQUE_KEY,
    /** The database will never accept these values: SQLSTATE classes 22 and 23. */
    REFUSED,
    /** A deadlock, or a lock that was not granted in time: another attempt may well succeed. */
    CROWDED,
    /** The database cannot be reached. */
    NO_CONNECTION,
    /** Any other failure. */
    OTHER;

    /** Returns whether the identical statement would fail again, unless the row with the same key goes away. */
    boolean isPermanent() {
        return this == UNIQUE_KEY || this == REFUSED;
    }

    /** H2: lock timeout, concurrent update. MySQL and MariaDB: lock wait timeout, record changed since last read. */
    private static final Set<Integer> CROWDED_CODES = Set.of(50200, 90131, 1205, 1020);

    /** H2: lock timeout. PostgreSQL: lock not available. */
    private static final Set<String> CROWDED_STATES = Set.of("HYT00", "55P03");

    /** PostgreSQL: shut down by an administrator, crashed, still starting; no more connections. */
    private static final Set<String> NO_CONNECTION_STATES = Set.of("57P01", "57P02", "57P03", "53300");

    /**
     * H2: database is closed, database called at shutdown, general I/O errors of a lost file. MySQL and MariaDB: server
     * shutting down, connection killed.
     */
    private static final Set<Integer> NO_CONNECTION_CODES = Set.of(90098, 90121, 90067, 1053, 1927);

    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1792, 90097);

    /** MySQL and MariaDB: duplicate key. They use one SQLSTATE for all violated constraints. */
    private static final int DUPLICATE_KEY_CODE = 1062;

    /** MySQL and MariaDB: a character that the column's character set lacks; MySQL uses a general SQLSTATE for it. */
    private static final int INCORRECT_STRING_CODE = 1366;

    private static final Set<String> NO_ANSWER_STATES = Set.of("08", "57P", "58", "XX", "99");

    static Failure of(Throwable thrown) {
        SQLException failure = sqlException(thrown);
        if (failure == null) {
            return OTHER;
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        int code = failure.getErrorCode();
        if (state.equals("23505") || code == DUPLICATE_KEY_CODE) {
            return UNIQUE_KEY;
        }
        if (state.startsWith("40") || CROWDED_STATES.contains(state) || CROWDED_CODES.contains(code)) {
            return CROWDED;
        }
        if (state.startsWith("08")
                || NO_CONNECTION_STATES.contains(state)
                || NO_CONNECTION_CODES.contains(code)
                || isAboutConnection(failure)) {
            return NO_CONNECTION;
        }
        return quotesValues(failure) ? REFUSED : OTHER;
    }

    /**
     * Returns whether the database itself reported that the statement failed, so that everything it did is undone.
     * These states are no such report: connection exceptions (class 08), server shut down or crashed (57P), and
     * errors of the operating system, the server, or the driver (58, XX, 99).
     */
    static boolean isAnswer(Throwable thrown) {
        SQLException failure = sqlException(thrown);
        String state = failure == null ? null : failure.getSQLState();
        return state != null && NO_ANSWER_STATES.stream().noneMatch(state::startsWith);
    }

    /** PostgreSQL: read-only transaction. MySQL and MariaDB: read_only, read-only transaction. H2: database is read only. */
    static boolean isReadOnly(Throwable thrown) {
        SQLException failure = sqlException(thrown);
        return failure != null
                && ("25006".equals(failure.getSQLState()) || READ_ONLY_CODES.contains(failure.getErrorCode()));
    }

    private static boolean isAboutConnection(SQLException failure) {
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }

    /**
     * Returns the failure without any of the written values, which may contain the text of a message: an exception of
     * ours that replaces the driver's and keeps its class, state, code and stack trace. It keeps the first line of
     * the driver's message, unless that may quote values: databases quote a value that they refuse (SQLSTATE classes
     * 22 and 23), and PostgreSQL's driver quotes values when a batch fails. It drops all later lines, to which
     * drivers append the statement with its values ({@code dumpQueriesOnException} of MariaDB and MySQL), and
     * PostgreSQL the details.
     */
    static RuntimeException withoutValues(RuntimeException thrown) {
        SQLException failure = sqlException(thrown);
        if (failure == null) {
            return thrown;
        }
        String message = failure.getMessage();
        String kept = message == null || failure instanceof BatchUpdateException || quotesValues(failure)
                ? ""
                : ": " + firstLineOf(message);
        RuntimeException clean = new IllegalStateException(describe(failure) + kept);
        clean.setStackTrace(failure.getStackTrace());
        return clean;
    }

    /** Returns what failed, in words that contain no values. */
    static String describe(Throwable thrown) {
        SQLException failure = sqlException(thrown);
        return failure == null
                ? thrown.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + " with SQLSTATE " + failure.getSQLState() + " and code "
                        + failure.getErrorCode();
    }

    private static String firstLineOf(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static boolean quotesValues(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || failure.getErrorCode() == INCORRECT_STRING_CODE;
    }

    static @Nullable SQLException sqlException(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return failure;
            }
        }
        return null;
    }
}
