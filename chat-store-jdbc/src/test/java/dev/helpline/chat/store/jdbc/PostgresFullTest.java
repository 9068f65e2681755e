package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that is full, truly; it takes somebody who may mount one of a few megabytes. */
@Tag("slow")
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresFullTest {
    private static final int MOST = 5000;

    private final Path disk = TestServers.newFolder("small-disk");
    private final CrashLedger ledger = new CrashLedger();

    @AfterEach
    void unmount() {
        run("umount", disk.toString());
    }

    @Test
    void a_full_disk_refuses_messages_and_loses_none_and_takes_them_again_when_there_is_room() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "none", disk.toString()),
                "this needs the right to mount a small disk, as root has it");
        try (PostgresCluster cluster = PostgresCluster.started();
                HikariDataSource pool = cluster.pool();
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            putEntriesOnSmallDisk(pool);
            try (ChatEngine engine = Chatter.engineOver(store, Duration.ofSeconds(10))) {
                CustomerChat carla = engine.customer(Principal.customer("carla", null));
                SessionId session = carla.start(StartSession.PLAIN).session().id();
                int full = sayUntilRefused(carla, session);
                assertThat(ledger.count(Word.UNKNOWN)).isZero();

                run("mount", "-o", "remount,size=64m", disk.toString());

                assertThat(say(carla, session, full)).isTrue();
            }
            ledger.verify(store);
        }
    }

    private void putEntriesOnSmallDisk(HikariDataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create tablespace small location '" + disk + "'");
            statement.execute("alter table chat_entry set tablespace small");
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

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
