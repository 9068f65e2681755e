package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger of the crash tests finds every kind of error, and reports none where there is none. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashLedgerTest {
    private static final int ENOUGH = 200;

    private final HostDatabase host = HostDatabase.inMemory();
    private final ChatStore store = JdbcChatStore.builder(host.pool()).build();
    private final CrashLedger ledger = new CrashLedger();

    @AfterEach
    void closeStore() {
        store.close();
        host.close();
    }

    @Test
    void a_correct_store_passes() {
        chatOver(store, new CountDownLatch(0));

        assertThat(ledger.count(Word.ACKNOWLEDGED)).isGreaterThanOrEqualTo(ENOUGH);
        assertThatCode(() -> ledger.verify(store)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(WrongStore.Wrong.class)
    void a_wrong_store_is_found_out(WrongStore.Wrong wrong) {
        CountDownLatch mistreated = new CountDownLatch(2);
        chatOver(WrongStore.around(store, wrong, mistreated), mistreated);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ledger.verify(store))
                .withMessageContaining(wrong.foundAs);
    }

    @Test
    void a_message_that_is_there_although_it_was_denied_is_found() {
        chatOver(store, new CountDownLatch(0));
        ledger.note(new MessageOutcome(Word.NOT_STORED, new SessionId("other"), new EntryId("m"), 0));
        assertThatCode(() -> ledger.verify(store)).doesNotThrowAnyException();

        try (ChatEngine engine = Writers.engineOver(store, Duration.ofSeconds(5))) {
            CurrentSession room = new CurrentSession(engine, "other");
            SessionId session = room.session();
            room.customer().send(SendMessage.of(session, new EntryId("m"), "m"));
            ledger.note(new MessageOutcome(Word.NOT_STORED, session, new EntryId("m"), 0));
        }

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ledger.verify(store))
                .withMessageContaining("said not to be stored");
    }

    @Test
    void an_acknowledgement_outlives_what_is_said_later_and_a_doubt_only_gives_way_to_it() {
        SessionId session = new SessionId("s");
        MessageOutcome acknowledged = new MessageOutcome(Word.ACKNOWLEDGED, session, new EntryId("m"), 2);
        ledger.note(new MessageOutcome(Word.UNKNOWN, session, new EntryId("doubtful"), 0));
        ledger.note(new MessageOutcome(Word.NOT_STORED, session, new EntryId("doubtful"), 0));
        assertThatCode(() -> ledger.verify(store)).doesNotThrowAnyException();

        ledger.note(acknowledged);
        ledger.note(new MessageOutcome(Word.UNKNOWN, session, new EntryId("m"), 0));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ledger.verify(store))
                .withMessageContaining("acknowledged m");
    }

    @Test
    void a_torn_line_is_ignored() {
        MessageOutcome heard = new MessageOutcome(Word.ACKNOWLEDGED, new SessionId("s"), new EntryId("m"), 12);
        String line = heard.toLine();

        assertThat(MessageOutcome.parse(line)).contains(heard);
        assertThat(MessageOutcome.parse(line.substring(0, line.length() - 2))).isEmpty();
        assertThat(MessageOutcome.parse(line.substring(0, line.length() - 3))).isEmpty();
    }

    /**
     * Two nodes, on which the same customers write in the same sessions.
     *
     * @param also what must have happened before they stop, besides so many acknowledgements
     */
    private void chatOver(ChatStore over, CountDownLatch also) {
        CountDownLatch enough = new CountDownLatch(ENOUGH);
        Consumer<MessageOutcome> witness = heard -> {
            ledger.note(heard);
            if (heard.word() == Word.ACKNOWLEDGED) {
                enough.countDown();
            }
        };
        try (ChatEngine one = Writers.engineOver(over, Duration.ofSeconds(5));
                ChatEngine other = Writers.engineOver(over, Duration.ofSeconds(5));
                Writers first = Writers.start(one, "r", 1, witness);
                Writers second = Writers.start(other, "r", 2, witness)) {
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(also.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(List.of(first, second))
                    .noneMatch(chatter -> chatter.done().isDone());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
