package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** All contests of one run, and the machine on which they ran. */
final class Comparison {
    private Comparison() {}

    static Report run(Database database, Options options) throws Exception {
        double loadBefore = Environment.load();
        List<Report.Table> tables = new ArrayList<>();
        for (int senders : options.senders()) {
            System.err.println("measuring " + senders + " senders");
            tables.add(Contest.run(database, options, senders));
        }
        Environment environment =
                new Environment(database.version(), database.settings(), loadBefore, Environment.load());
        return new Report(
                environment,
                options.threads(),
                options.rounds(),
                options.round().toMillis(),
                tables);
    }
}
