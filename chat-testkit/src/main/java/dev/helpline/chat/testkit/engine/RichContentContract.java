package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ContentSenders;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.RichContent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What messages show besides their text, to clients that know the type. */
abstract class RichContentContract extends EngineTest {
    private static final EntryId ID = new EntryId("m");
    private static final RichContent CARD = new RichContent("card", 1, "{\"title\":\"Your order\"}");

    @Test
    void every_reader_gets_the_content_as_it_was_sent_and_the_text_beside_it() {
        SessionId session = active();

        Entry sent = anton().send(card(session, CARD));

        assertThat(sent.content()).isEqualTo(CARD);
        assertThat(stored(session, ID).content()).isEqualTo(CARD);
        assertThat(told(session)).containsExactly("Your order: 12.00");
        assertThat(contents(session)).containsExactly(CARD);
        restart(unlimited());
        assertThat(contents(session)).containsExactly(CARD);
    }

    @Test
    void by_default_agents_send_content_and_customers_do_not() {
        SessionId session = active();

        assertThat(refusalOf(() -> carla().send(card(session, CARD))).code()).isEqualTo(ErrorCode.FORBIDDEN);
        anton().send(card(session, CARD));

        assertThat(contents(session)).containsExactly(CARD);
    }

    @Test
    void the_policy_lets_customers_send_content_or_stops_agents() {
        SessionId session = active();
        restart(unlimited().contentSenders(ContentSenders.ALL));
        carla().send(card(session, CARD));
        restart(unlimited().contentSenders(ContentSenders.NONE));

        assertThat(contents(session)).containsExactly(CARD);
        assertThat(refusalOf(() -> anton().send(SendMessage.builder(session, "text")
                                .content(CARD)
                                .build()))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        antonSays(session, "text alone");
    }

    @Test
    void repeating_a_message_with_content_returns_the_stored_one() {
        SessionId session = active();
        Entry first = anton().send(card(session, CARD));

        assertThat(anton().send(card(session, CARD))).isEqualTo(first);
    }

    static Stream<@Nullable RichContent> otherContents() {
        return Stream.of(
                null,
                new RichContent("cards", 1, CARD.json()),
                new RichContent("card", 2, CARD.json()),
                new RichContent("card", 1, "{\"title\":\"Another order\"}"));
    }

    @ParameterizedTest
    @MethodSource("otherContents")
    void other_content_under_the_same_id_is_another_message(@Nullable RichContent other) {
        SessionId session = active();
        anton().send(card(session, CARD));

        assertThat(refusalOf(() -> anton().send(card(session, other))).code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT);
        assertThat(stored(session, ID).content()).isEqualTo(CARD);
    }

    @Test
    void an_edit_of_the_text_drops_the_content_for_every_reader() {
        SessionId session = active();
        anton().send(card(session, CARD));

        anton().amend(AmendMessage.edit(session, ID, "Your order: 13.00"));

        assertThat(told(session)).containsOnly("Your order: 13.00");
        assertThat(contents(session)).isEmpty();
    }

    @Test
    void a_withdrawn_message_has_no_content() {
        SessionId session = active();
        anton().send(card(session, CARD));

        anton().amend(AmendMessage.withdraw(session, ID));

        assertThat(told(session)).containsOnly("");
        assertThat(contents(session)).isEmpty();
    }

    @Test
    void a_message_with_content_needs_a_text_for_clients_that_do_not_know_the_type() {
        SessionId session = active();

        assertThat(refusalOf(() -> anton().send(SendMessage.builder(session, " ")
                                .content(CARD)
                                .build()))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void content_has_at_most_8192_characters() {
        SessionId session = active();
        RichContent longest = new RichContent("host.receipt", 3, "{\"a\":\"" + "\ud83d\ude00".repeat(8184) + "\"}");
        RichContent longer = new RichContent("host.receipt", 3, longest.json() + " ");

        anton().send(card(session, longest));

        assertThat(contents(session)).containsExactly(longest);
        assertThat(refusalOf(() -> anton().send(SendMessage.builder(session, "text")
                                .content(longer)
                                .build()))
                        .details())
                .containsEntry("field", "content");
    }

    @Test
    void a_reply_quotes_the_text_of_a_message_with_content() {
        SessionId session = active();
        anton().send(card(session, CARD));

        carla().send(SendMessage.builder(session, "Track it")
                .replyTo(ID)
                .metadata("{\"button\":\"track\"}")
                .build());

        Entry press = anton().poll(everything(session, null)).messages().stream()
                .filter(entry -> entry.text().equals("Track it"))
                .findFirst()
                .orElseThrow();
        assertThat(Objects.requireNonNull(press.quote()).text()).isEqualTo("Your order: 12.00");
    }

    private static SendMessage card(SessionId session, @Nullable RichContent content) {
        return SendMessage.builder(session, "Your order: 12.00")
                .id(ID)
                .content(content)
                .build();
    }

    private Entry stored(SessionId session, EntryId id) {
        return store.findEntry(session, id).orElseThrow();
    }

    /** The texts of messages and amendments that the customer is told. */
    private List<String> told(SessionId session) {
        return carla().poll(everything(session, null)).messages().stream()
                .filter(entry -> entry.isMessage() || entry.replyTo() != null)
                .map(Entry::text)
                .toList();
    }

    private List<RichContent> contents(SessionId session) {
        return carla().poll(everything(session, null)).messages().stream()
                .map(Entry::content)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
