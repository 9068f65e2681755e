package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.servers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine promises while the disk of its database is really full. */
@NeedsServer
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FullDiskContract {
    /** Longer than the wait for a COMMIT, so that the outcomes of the tries after it are received, too. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(15);

    private final CrashLedger ledger = new CrashLedger();

    /** Returns a server with its files on that disk, or one whose entries {@link #putEntriesOn} moves there. */
    abstract ServerProcess newServer(Path disk);

    /** The outcome of a message for which there is no room. */
    Word withoutRoom() {
        return Word.NOT_STORED;
    }

    /** Does what an administrator does when there is room again. */
    void tellOfRoom(ServerProcess server) {}

    /** How long it may take the server to notice that there is room again. */
    Duration untilRoomIsSeen() {
        return Duration.ZERO;
    }

    /** Called when the tables have been created. */
    void putEntriesOn(Path disk, HikariDataSource pool) throws Exception {}

    @Test
    void a_full_disk_loses_no_message_and_messages_are_accepted_again_when_there_is_room() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted();
                ServerProcess server = newServer(disk.folder());
                HikariDataSource pool = server.pool();
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            putEntriesOn(disk.folder(), pool);
            try (ChatEngine engine = Writers.engineOver(store, COMMAND_TIMEOUT)) {
                CustomerChat carla = engine.customer(Principal.customer("carla", null));
                SessionId session = carla.start(StartSession.PLAIN).session().id();
                disk.leave(4);
                DiskFillingCustomer hoarder = new DiskFillingCustomer(carla, session, ledger);
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
