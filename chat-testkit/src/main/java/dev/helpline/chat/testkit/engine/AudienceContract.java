package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries for agents only, of every kind: customers must not see them by any call. */
abstract class AudienceContract extends EngineTest {
    private static final String HUSH = "hush";
    private static final EntryId HIDDEN = new EntryId("hidden");

    @ParameterizedTest
    @EnumSource
    void an_entry_for_agents_only_is_in_nothing_that_a_customer_reads(EntryKind kind) {
        SessionId session = withHidden(kind);
        antonSays(session, "two");

        Stream<Entry> read = Stream.of(
                        carla().poll(everything(session, null)).messages(),
                        carla().poll(everything(session, idOf(session, "one"))).messages(),
                        carla().messages(MessagesQuery.page(session, 1, 10)).messages(),
                        carla().messages(MessagesQuery.after(session, idOf(session, "one"), 10))
                                .messages(),
                        carla().messages(MessagesQuery.before(session, idOf(session, "two"), 10))
                                .messages())
                .flatMap(page -> page.stream());

        assertThat(read).extracting(Entry::text).contains("one", "two").doesNotContain(HUSH);
    }

    @ParameterizedTest
    @EnumSource
    void it_is_not_the_last_message_that_a_customer_sees(EntryKind kind) {
        SessionId session = withHidden(kind);
        anton().end(EndSession.of(session));

        assertThat(carla().history(1, 10).sessions())
                .extracting(summary -> summary.lastMessage() == null
                        ? ""
                        : summary.lastMessage().text())
                .doesNotContain(HUSH);
    }

    @ParameterizedTest
    @EnumSource
    void a_customer_cannot_mark_it_as_read_by_its_id(EntryKind kind) {
        SessionId session = withHidden(kind);

        assertThat(refusalOf(() -> carla().read(session, List.of(HIDDEN))))
                .hasMessage("the session has no entry " + HIDDEN);
        assertThat(activity(anton(), session).customer().readSeq()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void agents_read_it(EntryKind kind) {
        SessionId session = withHidden(kind);

        assertThat(anton().poll(everything(session, null)).messages())
                .extracting(Entry::text)
                .contains(HUSH);
    }

    @ParameterizedTest
    @EnumSource
    void a_customer_cannot_go_on_from_it_as_from_an_entry_that_exists(EntryKind kind) {
        SessionId session = withHidden(kind);
        antonSays(session, "two");

        assertThat(carla().poll(everything(session, HIDDEN.value())).messages())
                .isEqualTo(carla().poll(everything(session, "made-up")).messages());
        assertThat(refusalOf(() -> carla().messages(MessagesQuery.after(session, HIDDEN.value(), 10))))
                .hasMessage(refusalOf(() -> carla().messages(MessagesQuery.after(session, "made-up", 10)))
                        .getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void a_customer_cannot_reply_to_it(EntryKind kind) {
        SessionId session = withHidden(kind);

        ChatException refusal = refusalOf(() -> carla().send(
                        SendMessage.builder(session, "what?").replyTo(HIDDEN).build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_goes_on_from_it(EntryKind kind) {
        SessionId session = withHidden(kind);
        antonSays(session, "two");

        assertThat(texts(anton().poll(everything(session, HIDDEN.value())))).containsExactly("two");
    }

    @Test
    void what_is_visible_is_chained_past_it() {
        SessionId session = withHidden(EntryKind.NOTE);

        Entry two = antonSays(session, "two");

        assertThat(two.prevVisibleSeq()).isEqualTo(two.seq() - 2);
    }

    /**
     * Returns a session with the message "one" from Anton, and then an entry for agents only that was written
     * without the engine.
     */
    private SessionId withHidden(EntryKind kind) {
        SessionId session = active();
        antonSays(session, "one");
        engine.close();
        CommitBuilder commit = CommitBuilder.after(stored(session)).at(time.instant());
        Author anton = new Author(ParticipantType.AGENT, ANTON, null, null);
        commit.entry(
                kind,
                HIDDEN.value(),
                entry -> entry.audience(Audience.AGENTS).author(anton).text(HUSH));
        assertThat(store.commit(commit.build())).isEqualTo(CommitResult.COMMITTED);
        engine = engineOver(store, unlimited().build());
        return session;
    }

    private String idOf(SessionId session, String text) {
        return log(session).stream()
                .filter(entry -> entry.text().equals(text))
                .map(entry -> entry.id().value())
                .findFirst()
                .orElseThrow();
    }
}
