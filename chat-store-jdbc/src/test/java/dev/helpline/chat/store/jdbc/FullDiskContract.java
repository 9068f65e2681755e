package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.Heard.Word;
import dev.helpline.chat.testkit.time.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine promises while its database's disk is full, truly. */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FullDiskContract {
    private static final int MOST = 5000;

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
                int full = sayUntilRefused(carla, session);
                assertThat(ledger.count(withoutRoom())).isOne();

                disk.leave(64);
                tellOfRoom(server);

                Await.until(() -> say(carla, session, full), untilRoomIsSeen());
            }
            ledger.verify(store);
        }
    }

    /** Which message was the first that was refused. */
    private int sayUntilRefused(CustomerChat carla, SessionId session) {
        for (int i = 0; i < MOST; i++) {
            if (!say(carla, session, i)) {
                return i;
            }
        }
        throw new AssertionError("there is room for " + MOST + " messages");
    }

    private boolean say(CustomerChat carla, SessionId session, int number) {
        EntryId id = new EntryId("m" + number);
        try {
            long seq = carla.send(SendMessage.of(session, id, text(number))).seq();
            ledger.note(new Heard(Word.ACKNOWLEDGED, session, id, seq));
            return true;
        } catch (ChatException e) {
            Word word = "no".equals(e.details().get("stored")) ? Word.NOT_STORED : Word.UNKNOWN;
            ledger.note(new Heard(word, session, id, 0));
            return false;
        }
    }

    /** Long, the same for the same number, and nothing a database could compress. */
    private static String text(int number) {
        return new Random(number)
                .ints(4000, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
