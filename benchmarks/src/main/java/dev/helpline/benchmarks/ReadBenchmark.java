package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.HdrHistogram.Histogram;

/** Measures how long reads of a full store take. */
final class ReadBenchmark {
    private ReadBenchmark() {}

    static ReadReport run(Database database, ReadOptions options) throws Exception {
        double loadBefore = Environment.load();
        DeskHistory history = new DeskHistory(options.sessions());
        try (HikariDataSource pool = database.pool(2, true);
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            new Filling(history, store, pool).run();
            database.prepareReads();
            List<ReadReport.Line> lines = new ArrayList<>();
            for (Map.Entry<String, ToIntFunction<ChatStore>> read :
                    new Reads(history, store).all().entrySet()) {
                System.err.println("reading " + read.getKey());
                lines.add(measured(read.getKey(), read.getValue(), store, options.times()));
            }
            Environment environment =
                    new Environment(database.version(), database.settings(), loadBefore, Environment.load());
            return new ReadReport(environment, history.sessions(), history.messages(), options.times(), lines);
        }
    }

    /** The first half warms up and does not count. */
    private static ReadReport.Line measured(String name, ToIntFunction<ChatStore> read, ChatStore store, int times) {
        Histogram nanos = Turn.newHistogram();
        int items = 0;
        for (int i = 0; i < 2 * times; i++) {
            long start = System.nanoTime();
            items = read.applyAsInt(store);
            if (i >= times) {
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        return new ReadReport.Line(name, items, Report.Latency.of(nanos));
    }
}
