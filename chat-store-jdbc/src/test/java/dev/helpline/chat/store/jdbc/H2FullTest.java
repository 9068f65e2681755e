package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Over H2 in a file on the full disk. H2 closes its database when it cannot write, and the next connection opens it
 * again.
 */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class H2FullTest {
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);

    private final CrashLedger ledger = new CrashLedger();

    @Test
    void a_full_disk_loses_no_message_and_messages_are_accepted_again_when_there_is_room() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted()) {
            Path file = disk.folder().resolve("chat");
            try (JdbcChatStore store = JdbcChatStore.h2File(file);
                    ChatEngine engine = Writers.engineOver(store, COMMAND_TIMEOUT)) {
                CustomerChat carla = engine.customer(Principal.customer("carla", null));
                SessionId session = carla.start(StartSession.PLAIN).session().id();
                DiskFillingCustomer hoarder = new DiskFillingCustomer(carla, session, ledger);
                disk.leave(4);
                int full = hoarder.sayUntilRefused();
                assertThat(ledger.count(Word.UNKNOWN)).isOne();

                disk.leave(64);

                assertThat(hoarder.say(full)).isTrue();
                ledger.verify(store);
            }
            // reads from the file, and not from the memory of a database that could not write it
            try (JdbcChatStore store = JdbcChatStore.h2File(file)) {
                ledger.verify(store);
            }
        }
    }
}
