package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.Heard.Word;
import dev.helpline.chat.testkit.time.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine promises while its database's disk is full, truly. */
@NeedsServer
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FullDiskContract {
    /** Longer than a COMMIT is waited for, so that the tries that follow it are heard, too. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(15);

    private final CrashLedger ledger = new CrashLedger();

    /** A server whose files lie on that disk, unless {@link #putEntriesOn} brings them there. */
    abstract ServerProcess newServer(Path disk);

    /** What somebody hears of a message there is no room for. */
    Word withoutRoom() {
        return Word.NOT_STORED;
    }

    /** What an administrator does when there is room again. */
    void tellOfRoom(ServerProcess server) {}

    /** How long it may take the server to see that there is room again. */
    Duration untilRoomIsSeen() {
        return Duration.ZERO;
    }

    /** Called when the tables have been made. */
    void putEntriesOn(Path disk, HikariDataSource pool) throws Exception {}

    @Test
    void a_full_disk_loses_no_message_and_takes_them_again_when_there_is_room() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted();
                ServerProcess server = newServer(disk.folder());
                HikariDataSource pool = server.pool();
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            putEntriesOn(disk.folder(), pool);
            try (ChatEngine engine = Chatter.engineOver(store, COMMAND_TIMEOUT)) {
                CustomerChat carla = engine.customer(Principal.customer("carla", null));
                SessionId session = carla.start(StartSession.PLAIN).session().id();
                disk.leave(4);
                Hoarder hoarder = new Hoarder(carla, session, ledger);
                int full = hoarder.sayUntilRefused();
                assertThat(ledger.count(withoutRoom())).isOne();

                disk.leave(64);
                tellOfRoom(server);

                Await.until(() -> hoarder.say(full), untilRoomIsSeen());
            }
            ledger.verify(store);
        }
    }
}
