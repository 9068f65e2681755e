package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.fault.Fault;
import dev.helpline.chat.testkit.fault.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The store rejects a value: the caller is told that retrying does not help, and no other caller is affected. */
class RejectedCommitTest extends FaultTest {
    @Test
    void a_message_the_store_rejects_is_refused_for_good() {
        SessionId session = active();
        faulty.next(Fault.REJECTED);

        ChatException refusal = refusalOf(() -> carlaSays(session, "no"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal.details()).containsEntry("stored", "no");
        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(carlaSays(session, "yes").text()).isEqualTo("yes");
    }

    @Test
    void a_start_the_store_rejects_is_refused_for_good() {
        faulty.next(Fault.REJECTED);

        ChatException refusal = refusalOf(() -> carla().start(StartSession.PLAIN));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(store.openSessionCounts().total()).isZero();
    }

    @Test
    void messages_that_were_to_be_stored_with_a_rejected_one_are_stored_without_it() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> first = future(carla().sendAsync(SendMessage.of(session, "first")));
        gate.awaitArrival();
        faulty.next(Fault.REJECTED, Fault.NONE, Fault.REJECTED, Fault.NONE);
        List<CompletableFuture<Entry>> folded = Stream.of("one", "two", "three")
                .map(text -> future(carla().sendAsync(SendMessage.of(session, text))))
                .toList();

        gate.open();

        assertThat(answerOf(first).text()).isEqualTo("first");
        assertThat(answerOf(folded.get(0)).text()).isEqualTo("one");
        assertThat(refusalInTime(folded.get(1)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(answerOf(folded.get(2)).text()).isEqualTo("three");
        assertThat(texts(log(session))).endsWith("first", "one", "three");
    }
}
