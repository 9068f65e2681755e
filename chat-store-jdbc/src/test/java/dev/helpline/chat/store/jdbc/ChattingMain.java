package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.store.ChatStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An engine over a database, and writers who print their outcomes, until the process is killed or its standard input
 * ends. It prints a line for each byte of its standard input. Arguments: the kind of database, its URL or file, a
 * prefix of ids, and a seed.
 */
final class ChattingMain {
    private static final int BROKEN = 3;

    private ChattingMain() {}

    public static void main(String[] arguments) throws IOException {
        ChatStore store = open(arguments[0], arguments[1]);
        ChatEngine engine = Writers.engineOver(store, Duration.ofSeconds(3));
        System.out.println("ready");
        try (Writers chatter = Writers.start(engine, arguments[2], Long.parseLong(arguments[3]), ChattingMain::print)) {
            CompletableFuture<Void> unused = chatter.done().whenComplete((nothing, broken) -> endIf(broken));
            while (System.in.read() >= 0) {
                System.out.println("heard");
            }
        }
        engine.close();
        store.close();
    }

    static ChatStore open(String kind, String where) {
        return switch (kind) {
            case "file" -> JdbcChatStore.h2File(Path.of(where));
            case "reusing" ->
                JdbcChatStore.builder(reusing(Path.of(where)).pool()).build();
            case "delayed" ->
                JdbcChatStore.builder(delayed(Path.of(where)).pool())
                        .acceptDelayedWrites()
                        .build();
            default -> JdbcChatStore.builder(pool(where)).build();
        };
    }

    /** Opens the file as a host does that does not know about the write delay. */
    static HostDatabase delayed(Path file) {
        return HostDatabase.at("jdbc:h2:file:" + file);
    }

    /** Opens the file so that H2 reuses parts of it at once, and not only when they are 45 seconds old. */
    static HostDatabase reusing(Path file) {
        return HostDatabase.at("jdbc:h2:file:" + file + ";WRITE_DELAY=0;RETENTION_TIME=0");
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(30_000); // a driver's first connection may take longer than that
        return new HikariDataSource(config);
    }

    private static void print(MessageOutcome heard) {
        System.out.print(heard.toLine() + "\n");
        System.out.flush();
    }

    private static void endIf(@Nullable Throwable broken) {
        if (broken != null) {
            broken.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        }
    }
}
