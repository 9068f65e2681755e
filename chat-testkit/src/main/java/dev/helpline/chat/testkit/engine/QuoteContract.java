package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.Quote;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What readers of a reply are shown of the message that it replies to. */
abstract class QuoteContract extends EngineTest {
    private static final EntryId HIDDEN = new EntryId("hidden");
    private static final String HUSH = "hush";

    /** More messages than an engine keeps in memory of one session. */
    private static final int MANY = 100;

    @Test
    void every_call_that_returns_a_reply_quotes_what_it_replies_to() {
        SessionId session = active();
        Entry question = carlaSays(session, "Where is it?");
        Entry answer = reply(anton(), session, question.id(), "On its way");

        Quote quote = Quote.builder(question.id(), question.author())
                .text("Where is it?")
                .build();
        assertThat(readingsOf(carla(), session, answer)).hasSize(5).containsOnly(quote);
        assertThat(readingsOf(anton(), session, answer)).hasSize(5).containsOnly(quote);
        assertThat(quoteIn(anton().newest(session, 1), answer)).isEqualTo(quote);
    }

    @Test
    void subscribers_get_the_quote_too() {
        SessionId session = active();
        Entry question = carlaSays(session, "Where is it?");
        Inbox carlas = new Inbox();
        carla().subscribe(everything(session, null), carlas);
        workers.awaitIdle();

        Entry answer = reply(anton(), session, question.id(), "On its way");
        pass(TICK);

        assertThat(quoteIn(carlas.entries(), answer)).isEqualTo(Quote.of(question));
    }

    @Test
    void no_other_message_quotes() {
        SessionId session = active();
        reply(anton(), session, carlaSays(session, "Where is it?").id(), "On its way");
        antonSays(session, "Anything else?");

        assertThat(carla().poll(everything(session, null)).messages())
                .extracting(entry -> entry.quote() == null)
                .containsExactly(true, true, true, false, true);
    }

    @Test
    void a_long_text_is_cut_between_two_characters() {
        SessionId session = active();
        String faces = "\uD83D\uDE00".repeat(Quote.MAX_TEXT);
        Entry fits = carlaSays(session, faces);
        Entry tooLong = carlaSays(session, faces + "\uD83D\uDE00");
        Entry toFits = reply(anton(), session, fits.id(), "yes");
        Entry toTooLong = reply(anton(), session, tooLong.id(), "yes");

        List<Entry> read = carla().poll(everything(session, null)).messages();

        assertThat(textOf(quoteIn(read, toFits))).isEqualTo(faces);
        assertThat(textOf(quoteIn(read, toTooLong))).isEqualTo("\uD83D\uDE00".repeat(Quote.MAX_TEXT - 1) + "…");
    }

    @Test
    void agents_read_what_a_message_for_agents_said_and_customers_do_not() {
        SessionId session = withHidden(EntryKind.MESSAGE);
        Entry answer = reply(anton(), session, HIDDEN, "two");

        assertThat(readingsOf(anton(), session, answer))
                .hasSize(5)
                .extracting(QuoteContract::textOf)
                .containsOnly(HUSH);
        assertThat(readingsOf(carla(), session, answer)).hasSize(5).containsOnlyNulls();
    }

    @Test
    void a_note_is_quoted_to_no_one_even_if_a_stored_message_names_it() {
        SessionId session = withHidden(EntryKind.NOTE);
        engine.close();
        Author anton = new Author(ParticipantType.AGENT, ANTON, null, null);
        assertThat(store.commit(CommitBuilder.after(stored(session))
                        .at(time.instant())
                        .entry(
                                EntryKind.MESSAGE,
                                "reply",
                                entry -> entry.author(anton).text("two").replyTo(HIDDEN))
                        .build()))
                .isEqualTo(CommitResult.COMMITTED);
        engine = engineOver(store, unlimited().build());
        Entry answer = store.findEntry(session, new EntryId("reply")).orElseThrow();

        assertThat(readingsOf(carla(), session, answer)).hasSize(5).containsOnlyNulls();
        assertThat(readingsOf(anton(), session, answer)).hasSize(5).containsOnlyNulls();
    }

    @Test
    void quotes_from_memory_need_no_store() {
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineOver(faulty, unlimited().build());
        SessionId session = active();
        Entry question = carlaSays(session, "Where is it?");
        String cursor = carla().poll(everything(session, null)).cursor();
        Entry answer = reply(anton(), session, question.id(), "On its way");
        faulty.readsFail(true);

        PollAnswer news = carla().poll(everything(session, cursor));

        faulty.readsFail(false);
        assertThat(quoteIn(news.messages(), answer)).isEqualTo(Quote.of(question));
    }

    @Test
    void all_quotes_of_an_answer_that_are_not_in_memory_take_one_read() {
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineOver(faulty, unlimited().build());
        SessionId session = active();
        List<Entry> questions = Stream.of("one", "two", "three")
                .map(text -> carlaSays(session, text))
                .toList();
        for (int i = 0; i < MANY; i++) {
            antonSays(session, "hm");
        }
        String cursor = carla().poll(everything(session, null)).cursor();
        cursor = carla().poll(everything(session, cursor)).cursor();
        questions.forEach(question -> reply(anton(), session, question.id(), "yes"));
        long before = faulty.readsMade();

        PollAnswer news = carla().poll(everything(session, cursor));

        assertThat(faulty.readsMade() - before).isEqualTo(1);
        assertThat(news.messages()).extracting(entry -> textOf(entry.quote())).containsExactly("one", "two", "three");
    }

    private static Entry reply(ChatParticipant sender, SessionId session, EntryId to, String text) {
        return sender.send(SendMessage.builder(session, text).replyTo(to).build());
    }

    /** What a reader gets as the quote of a message, by each of the calls that return messages. */
    private static List<@Nullable Quote> readingsOf(ChatParticipant reader, SessionId session, Entry message) {
        String previous = reader.poll(everything(session, null)).messages().stream()
                .filter(entry -> entry.seq() < message.seq())
                .reduce((first, second) -> second)
                .orElseThrow()
                .id()
                .value();
        String end = reader.poll(everything(session, null)).cursor();
        return Stream.of(
                        reader.poll(everything(session, null)).messages(),
                        reader.poll(everything(session, previous)).messages(),
                        reader.messages(MessagesQuery.page(session, 1, 100)).messages(),
                        reader.messages(MessagesQuery.after(session, previous, 100))
                                .messages(),
                        reader.messages(MessagesQuery.before(session, end, 100)).messages())
                .map(read -> quoteIn(read, message))
                .toList();
    }

    private static @Nullable Quote quoteIn(List<Entry> read, Entry message) {
        return read.stream()
                .filter(entry -> entry.id().equals(message.id()))
                .findFirst()
                .orElseThrow()
                .quote();
    }

    private static String textOf(@Nullable Quote quote) {
        return Objects.requireNonNull(quote, "quote").text();
    }

    /** Returns a session with an entry for agents only that was written without the engine. */
    private SessionId withHidden(EntryKind kind) {
        SessionId session = active();
        engine.close();
        Author anton = new Author(ParticipantType.AGENT, ANTON, null, null);
        assertThat(store.commit(CommitBuilder.after(stored(session))
                        .at(time.instant())
                        .entry(
                                kind,
                                HIDDEN.value(),
                                entry -> entry.audience(Audience.AGENTS)
                                        .author(anton)
                                        .text(HUSH))
                        .build()))
                .isEqualTo(CommitResult.COMMITTED);
        engine = engineOver(store, unlimited().build());
        return session;
    }
}
