package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Runs the scripts that have not run yet. The only class that knows Flyway, so that everything else works without it.
 *
 * <p>Several stores may start at once: Flyway lets one of them work and the others wait, except in the moment in which
 * its own table comes into being. Whoever stumbles there finds the work done, or tries again.
 */
final class FlywayMigrations {
    private static final int ATTEMPTS = 5;

    private FlywayMigrations() {}

    static void run(DataSource dataSource, TableNames names, String folder) {
        Flyway flyway = Flyway.configure(FlywayMigrations.class.getClassLoader())
                .dataSource(dataSource)
                // made if it is missing; without any, the one the connections are in
                .schemas(schemas(dataSource, names))
                .locations("classpath:dev/helpline/chat/store/jdbc/migration/" + folder)
                .table(names.history())
                .placeholders(names.placeholders())
                // the schema may be full of the host's tables; 0, since a baseline of 1 would leave out our V1
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .load();
        for (int attempt = 1; ; attempt++) {
            try {
                migrate(flyway);
                return;
            } catch (FlywayException e) {
                if (attempt == ATTEMPTS) {
                    throw new StoreException("could not bring the tables up to date", e);
                }
            }
        }
    }

    /** Flyway quotes the name, so it has to be in the case in which the database keeps names without quotes. */
    private static String[] schemas(DataSource dataSource, TableNames names) {
        if (names.schema() == null) {
            return new String[0];
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean upper = connection.getMetaData().storesUpperCaseIdentifiers();
            return new String[] {upper ? names.schema().toUpperCase(Locale.ROOT) : names.schema()};
        } catch (SQLException e) {
            throw new StoreException("could not look at the database", e);
        }
    }

    /** A script that failed may run again, since each of its statements may; Flyway wants to be told so. */
    private static void migrate(Flyway flyway) {
        if (Arrays.stream(flyway.info().all()).map(MigrationInfo::getState).anyMatch(state -> state.isFailed())) {
            flyway.repair();
        }
        flyway.migrate();
    }
}
