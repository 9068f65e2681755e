package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the host's has to keep what it acknowledges, or the host has to say that it may not. */
class DurabilityGuardTest {
    @TempDir
    Path folder;

    @Test
    void h2_as_it_comes_is_refused_and_the_message_says_what_to_do() {
        try (HostDatabase host = HostDatabase.at(url(""))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                    .withMessageContaining("500 ms")
                    .withMessageContaining("WRITE_DELAY=0")
                    .withMessageContaining("acceptDelayedWrites()");
        }
    }

    @Test
    void a_refused_database_has_none_of_our_tables() {
        try (HostDatabase host = HostDatabase.at(url(""))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build());

            assertThat(host.tables()).isEmpty();
        }
    }

    @Test
    void a_host_may_accept_the_risk() {
        try (HostDatabase host = HostDatabase.at(url(""));
                JdbcChatStore store =
                        JdbcChatStore.builder(host.pool()).acceptDelayedWrites().build()) {
            store.commit(CommitBuilder.creating("s").build());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
    }

    @Test
    void h2_without_a_delay_is_welcome() {
        try (HostDatabase host = HostDatabase.at(url(";WRITE_DELAY=0"));
                JdbcChatStore store = JdbcChatStore.builder(host.pool()).build()) {
            assertThat(store.isExclusive()).isFalse();
        }
    }

    private String url(String settings) {
        return "jdbc:h2:file:" + folder.resolve("hosts") + settings;
    }
}
