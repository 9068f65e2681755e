package dev.helpline.examples.desk;

import java.sql.SQLException;
import java.util.Map;

/** Why a database cannot be used, as its driver reports. */
enum DatabaseProblem {
    /** Another process has the file open. */
    LOCKED,
    /** The user or the password is wrong. */
    LOGIN,
    /** The server runs, but the database does not exist. */
    NO_DATABASE,
    /** No server replies, or it accepts no connection. */
    UNREACHABLE,
    /** The user lacks a right. */
    NO_RIGHTS,
    /** The file cannot be read or written. */
    NO_FILE,
    /** The URL is malformed. */
    URL,
    /** Any other problem. */
    OTHER;

    /** H2's error codes (org.h2.api.ErrorCode), which are also its SQL states. */
    private static final Map<Integer, DatabaseProblem> H2 = Map.ofEntries(
            Map.entry(90020, LOCKED), // DATABASE_ALREADY_OPEN_1
            Map.entry(28000, LOGIN), // WRONG_USER_OR_PASSWORD
            Map.entry(90146, NO_DATABASE), // DATABASE_NOT_FOUND_WITH_IF_EXISTS_1
            Map.entry(90149, NO_DATABASE), // REMOTE_DATABASE_NOT_FOUND_1
            Map.entry(90067, UNREACHABLE), // CONNECTION_BROKEN_1
            Map.entry(90096, NO_RIGHTS), // NOT_ENOUGH_RIGHTS_FOR_1
            Map.entry(90040, NO_RIGHTS), // ADMIN_RIGHTS_REQUIRED
            Map.entry(90028, NO_FILE), // IO_EXCEPTION_1
            Map.entry(90031, NO_FILE), // IO_EXCEPTION_2
            Map.entry(90030, NO_FILE), // FILE_CORRUPTED_1
            Map.entry(90048, NO_FILE), // FILE_VERSION_ERROR_1
            Map.entry(90062, NO_FILE), // FILE_CREATION_FAILED_1
            Map.entry(90046, URL), // URL_FORMAT_ERROR_2
            Map.entry(90113, URL), // UNSUPPORTED_SETTING_1
            Map.entry(90066, URL)); // DUPLICATE_PROPERTY_1

    /** Error codes of MariaDB and MySQL, whose SQL states are too coarse (server error reference, "ER_"). */
    private static final Map<Integer, DatabaseProblem> MYSQL = Map.of(
            1044, NO_RIGHTS, // ER_DBACCESS_DENIED_ERROR; also for a database that does not exist
            1045, LOGIN, // ER_ACCESS_DENIED_ERROR
            1049, NO_DATABASE, // ER_BAD_DB_ERROR
            1142, NO_RIGHTS, // ER_TABLEACCESS_DENIED_ERROR
            1227, NO_RIGHTS); // ER_SPECIFIC_ACCESS_DENIED_ERROR

    static DatabaseProblem of(SQLException failure) {
        DatabaseProblem known = failure.getClass().getName().startsWith("org.h2.")
                ? H2.getOrDefault(failure.getErrorCode(), OTHER)
                : MYSQL.getOrDefault(failure.getErrorCode(), OTHER);
        return known == OTHER ? ofState(String.valueOf(failure.getSQLState())) : known;
    }

    /** SQL states of ISO/IEC 9075-2 and of PostgreSQL (its documentation, appendix A). */
    private static DatabaseProblem ofState(String state) {
        if (state.startsWith("28")) {
            return LOGIN;
        }
        if (state.equals("3D000")) {
            return NO_DATABASE;
        }
        if (state.equals("42501")) {
            return NO_RIGHTS;
        }
        // connection exceptions; too many connections; starting or stopping
        return state.startsWith("08") || state.equals("53300") || state.startsWith("57P") ? UNREACHABLE : OTHER;
    }
}
