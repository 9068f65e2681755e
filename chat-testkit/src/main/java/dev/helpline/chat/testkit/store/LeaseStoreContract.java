package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.store.LeaseStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leases: one owner at a time, until the lease ends or is given up. */
abstract class LeaseStoreContract extends StoreTest {
    private static final Instant NOW = CommitBuilder.START;

    @Test
    void a_lease_that_nobody_has_is_given() {
        assertThat(take("sweep", "a", 0, 10)).isTrue();
    }

    @Test
    void another_owner_gets_it_only_once_it_has_ended() {
        take("sweep", "a", 0, 10);

        assertThat(take("sweep", "b", 9, 19)).isFalse();
        assertThat(take("sweep", "b", 10, 20)).isTrue();
        assertThat(take("sweep", "a", 11, 21)).isFalse();
    }

    @Test
    void its_owner_prolongs_it() {
        take("sweep", "a", 0, 10);

        assertThat(take("sweep", "a", 5, 15)).isTrue();
        assertThat(take("sweep", "b", 10, 20)).isFalse();
    }

    @Test
    void a_lease_that_was_given_up_is_free() {
        take("sweep", "a", 0, 10);
        store.releaseLease("sweep", "a");

        assertThat(take("sweep", "b", 1, 11)).isTrue();
    }

    @Test
    void only_its_owner_gives_it_up() {
        take("sweep", "a", 0, 10);
        store.releaseLease("sweep", "b");
        store.releaseLease("unknown", "b");

        assertThat(take("sweep", "b", 1, 11)).isFalse();
    }

    @Test
    void leases_of_other_names_are_other_leases() {
        take("sweep", "a", 0, 10);

        assertThat(take("Sweep", "b", 0, 10)).isTrue();
        assertThat(take("sweep", "b", 0, 10)).isFalse();
    }

    @Test
    void of_owners_who_ask_at_once_one_gets_it() {
        for (int round = 0; round < 5; round++) {
            int start = 100 * round;

            List<Boolean> taken = Race.run(runner -> take("sweep", "owner-" + runner, start, start + 50));
            List<Boolean> again = Race.run(runner -> take("sweep", "owner-" + runner, start + 1, start + 50));

            assertThat(taken).containsOnlyOnce(true);
            assertThat(again).isEqualTo(taken);
        }
    }

    @Test
    void names_are_limited() {
        String longest = "x".repeat(LeaseStore.MAX_LEASE_NAME_LENGTH);

        assertThat(take(longest, longest, 0, 1)).isTrue();
        Stream.of("", longest + "x", "Ümlaut").forEach(bad -> {
            assertThatIllegalArgumentException().isThrownBy(() -> take(bad, "a", 0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> take("sweep", bad, 0, 1));
        });
    }

    private boolean take(String lease, String owner, int second, int endSecond) {
        return store.takeLease(lease, owner, NOW.plusSeconds(second), NOW.plusSeconds(endSecond));
    }
}
