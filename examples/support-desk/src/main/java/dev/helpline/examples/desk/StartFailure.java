package dev.helpline.examples.desk;

import dev.helpline.chat.spi.StoreException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains in one line why the desk did not start and what the operator can do about it. */
final class StartFailure {
    private static final String NO_ROOM = "No space left on device";

    private final DeskConfig config;
    private final List<Throwable> causes;

    private StartFailure(DeskConfig config, Throwable failure) {
        this.config = config;
        this.causes = causes(failure);
    }

    /**
     * Returns the line, without a stack trace. It may contain a driver's message, so it must be printed through a {@link
     * Mask}.
     */
    static String explain(DeskConfig config, Throwable failure) {
        StartFailure start = new StartFailure(config, failure);
        String line = start.disk()
                .or(start::address)
                .or(start::database)
                .or(start::file)
                .or(start::refusal)
                .orElseGet(start::unknown);
        return line.replaceAll("\\s+", " ");
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private <T extends Throwable> Optional<T> first(Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private Optional<String> disk() {
        boolean full = causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(NO_ROOM));
        return full
                ? Optional.of("The disk of " + place() + " is full. Free some space"
                        + (config.database().isPresent() ? "." : ", or set DATA_DIR to a folder on another disk."))
                : Optional.empty();
    }

    private Optional<String> address() {
        if (first(UnresolvedAddressException.class).isPresent()) {
            return Optional.of(
                    "HOST " + config.host() + "  cannot be resolved. Set HOST to an address of this machine.");
        }
        return first(BindException.class).map(failure -> {
            String reason = String.valueOf(failure.getMessage());
            if (reason.contains("Permission denied")) {
                return "This user may not listen on port " + config.port() + ". Set PORT to 1024 or above.";
            }
            if (reason.contains("assign")) {
                return "HOST " + config.host() + "  is not an address of this machine. Set HOST to one that is.";
            }
            return "Port " + config.port() + " of " + config.host() + " is in use. Stop the program that listens there,"
                    + " or set PORT to a free port (0 for any).";
        });
    }

    private Optional<String> database() {
        return first(SQLException.class).flatMap(failure -> switch (DatabaseProblem.of(failure)) {
            case LOCKED ->
                Optional.of(
                        "The database " + place() + " is in use by another process, such as a second desk. Stop that"
                                + " process, or give this desk a database of its own (DATA_DIR or DB_URL).");
            case LOGIN ->
                Optional.of(
                        config.database().isPresent()
                                ? "The database " + place()
                                        + " rejects the user or the password. Check DB_USER and DB_PASSWORD."
                                : "The database " + place() + " was made by another program, with a user and password"
                                        + " of its own. Set DB_URL, DB_USER and DB_PASSWORD, or another DATA_DIR.");
            case NO_DATABASE ->
                Optional.of("There is no database " + place() + ". Create it, or correct its name in DB_URL.");
            case UNREACHABLE ->
                Optional.of("No database server can be reached at " + place() + " (" + reason(failure)
                        + "). Start it, or correct host, port and options in DB_URL.");
            case NO_RIGHTS ->
                Optional.of("The user of the database " + place() + " lacks a right (" + reason(failure)
                        + "). Grant the rights listed in docs/operations.md.");
            case NO_FILE ->
                Optional.of("The database " + place() + " cannot be read or written (" + reason(failure)
                        + "). Check the folder's owner and mode, and that no other program changed the file.");
            case URL -> Optional.of("DB_URL is not accepted by its driver (" + reason(failure) + "). Correct it.");
            case OTHER -> Optional.empty();
        });
    }

    private Optional<String> file() {
        return first(FileSystemException.class).map(failure -> {
            String reason = failure instanceof AccessDeniedException
                    ? "permission denied"
                    : failure instanceof NoSuchFileException
                            ? "it cannot be made there"
                            : Optional.ofNullable(failure.getReason()).orElse("a file is in the way");
            return failure.getFile() + " cannot be written (" + reason.toLowerCase(Locale.ROOT)
                    + "). Set DATA_DIR to a folder that the desk may write to.";
        });
    }

    /** The store's own message tells what is wrong and what to do, for instance about settings that lose messages. */
    private Optional<String> refusal() {
        return first(StoreException.class).map(refusal -> {
            String cause = first(SQLException.class)
                    .map(failure -> " (" + reason(failure) + ")")
                    .orElse("");
            return "The database " + place() + " cannot be used: " + refusal.getMessage() + cause + ". "
                    + "Its settings are described in docs/operations.md.";
        });
    }

    private String unknown() {
        Throwable root = causes.get(causes.size() - 1);
        return "Unexpected: " + root + ". LOG_LEVEL=DEBUG shows where.";
    }

    private String place() {
        return config.database()
                .map(database -> database.url().toString())
                .orElseGet(() -> "in " + config.dataDir().toAbsolutePath().normalize());
    }

    /** The first line of the driver's message. */
    private static String reason(SQLException failure) {
        Throwable root = failure;
        while (root.getCause() != null
                && root.getCause() != root
                && root.getCause().getMessage() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given")
                .strip();
    }
}
