package dev.helpline.chat.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
    private static final SessionCommit ONE = CommitBuilder.creating("s1").build();
    private static final SessionCommit TWO = CommitBuilder.creating("s2").build();

    private final MemoryChatStore memory = new MemoryChatStore();
    private final FaultyStore store = new FaultyStore(memory);

    @Test
    void without_a_script_calls_go_through() {
        assertThat(store.commit(ONE)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.findSession(ONE.next().id())).contains(ONE.next());
    }

    @Test
    void each_call_takes_one_step() {
        store.next(Fault.NOT_STORED, Fault.NONE, Fault.NOT_STORED);

        assertThat(store.commit(ONE)).isInstanceOf(NotStored.class);
        assertThat(store.commitAll(List.of(ONE))).containsExactly(CommitResult.COMMITTED);
        assertThat(store.commitAll(List.of(ONE, TWO))).hasOnlyElementsOfType(NotStored.class);
        assertThat(store.stepsLeft()).isZero();
    }

    @Test
    void an_unknown_outcome_is_nothing_stored_or_all_or_half() {
        store.next(Fault.UNKNOWN_NOT_STORED, Fault.UNKNOWN_HALF_STORED, Fault.UNKNOWN_STORED);

        assertUnknown(List.of(ONE, TWO));
        assertThat(stored()).isEmpty();

        assertUnknown(List.of(ONE, TWO));
        assertThat(stored()).containsExactly(ONE.next().id());

        assertUnknown(List.of(TWO));
        assertThat(store.commit(TWO)).isInstanceOf(DuplicateEntry.class);
    }

    @Test
    void a_gate_holds_a_call_until_it_is_opened() {
        Gate gate = store.holdNext();

        CompletableFuture<CommitResult> held = CompletableFuture.supplyAsync(() -> store.commit(ONE));
        gate.awaitArrival();

        assertThat(stored()).isEmpty();
        assertThat(held).isNotDone();

        gate.open();

        assertThat(held.join()).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void reads_fail_while_they_are_told_to() {
        store.readsFail(true);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.findSession(ONE.next().id()));

        store.readsFail(false);

        assertThat(store.findSession(ONE.next().id())).isEmpty();
    }

    @Test
    void closing_it_closes_the_store_within() {
        store.close();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> memory.firstAgents(1));
    }

    private void assertUnknown(List<SessionCommit> commits) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.commitAll(commits));
    }

    private List<SessionId> stored() {
        return memory.waitingSessions(10).stream().map(WaitingSession::id).toList();
    }
}
