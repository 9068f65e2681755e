package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.util.Arrays;
import java.util.Map;
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

    static void run(DataSource dataSource, String prefix, String folder) {
        Flyway flyway = Flyway.configure(FlywayMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dev/helpline/chat/store/jdbc/migration/" + folder)
                .table(SchemaCheck.historyTable(prefix))
                .placeholders(Map.of("prefix", prefix))
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

    /** A script that failed may run again, since each of its statements may; Flyway wants to be told so. */
    private static void migrate(Flyway flyway) {
        if (Arrays.stream(flyway.info().all()).map(MigrationInfo::getState).anyMatch(state -> state.isFailed())) {
            flyway.repair();
        }
        flyway.migrate();
    }
}
