package dev.helpline.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.client.agent.Board;
import dev.helpline.chat.client.agent.BoardRequest;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a shop with the chat in it does, over any database. One shop runs for all tests of a class. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ShopContract {
    private static final Duration WAIT = Duration.ofSeconds(20);

    private @Nullable Shop shop;

    ShopContract() {}

    /** Starts the shop over a database, on a free port. */
    protected abstract Shop start(String databaseUrl) throws Exception;

    /** Returns the JDBC URL of the database of the shop that runs for all tests; it has no tables. */
    abstract String database() throws Exception;

    @BeforeAll
    void startShop() throws Exception {
        shop = start(database());
    }

    @AfterAll
    void stopShop() {
        if (shop != null) {
            shop.close();
        }
    }

    /** The shop that runs for all tests. */
    Shop shop() {
        return Objects.requireNonNull(shop);
    }

    @Test
    void an_order_starts_a_conversation_and_one_that_is_rolled_back_takes_its_conversation_along() throws Exception {
        try (ShopUser ada = ShopUser.signedIn(shop(), "ada");
                ShopUser sarah = ShopUser.signedIn(shop(), "sarah")) {
            assertThat(ada.place("teapot")).isEqualTo(409);
            assertThat(ada.place("kettle")).isEqualTo(201);

            assertThat(ada.conversations()).hasSize(1);
            String conversation = ada.conversations().get(0);
            assertThat(conversationsUpTo(sarah, conversation, "ada")).containsExactly(conversation);
            talk(ada, sarah, conversation);
        }
    }

    @Test
    void a_caller_who_is_not_signed_in_or_on_the_other_side_or_misled_by_another_site_gets_nothing() throws Exception {
        try (ShopUser stranger = ShopUser.stranger(shop());
                ShopUser bob = ShopUser.signedIn(shop(), "bob");
                ShopUser misled = ShopUser.signedIn(shop(), "bob", "https://evil.example");
                ShopUser sarah = ShopUser.signedIn(shop(), "sarah")) {
            assertThat(stranger.place("kettle")).isEqualTo(401);
            assertThat(sarah.place("kettle")).isEqualTo(403);
            assertFails(() -> stranger.chat().current().execute(), "AUTHENTICATION_FAILED");
            assertFails(() -> bob.support().agents().execute(), "NO_TOKEN");
            assertFails(
                    () -> misled.chat()
                            .startSession(SessionRequest.builder().build())
                            .execute(),
                    "CROSS_ORIGIN");
        }
    }

    private static void assertFails(ThrowableAssert.ThrowingCallable call, String code) {
        assertThatExceptionOfType(ChatApiException.class)
                .isThrownBy(call)
                .extracting(ChatApiException::code)
                .isEqualTo(code);
    }

    /** The customer asks about an order that was placed, and the agent answers. */
    static void talk(ShopUser customer, ShopUser agent, String conversation) {
        textsUpTo(customer, conversation, "Your order was placed: kettle.");
        customer.chat()
                .sendMessage(OutgoingMessage.builder(conversation, "When does it arrive?")
                        .build())
                .execute();
        agent.support()
                .sendMessage(OutgoingMessage.builder(conversation, "Tomorrow.").build())
                .execute();
        assertThat(textsUpTo(customer, conversation, "Tomorrow."))
                .containsSubsequence("Your order was placed: kettle.", "When does it arrive?", "Tomorrow.");
    }

    /** Reads the agents' board until it has the conversation, and returns all conversations of the customer. */
    static Set<String> conversationsUpTo(ShopUser agent, String conversation, String customer) {
        Set<String> seen = new HashSet<>();
        String cursor = "";
        while (!seen.contains(conversation)) {
            BoardRequest.Builder request = BoardRequest.builder().maxWait(WAIT);
            Board board = agent.support()
                    .board((cursor.isEmpty() ? request : request.after(cursor)).build())
                    .execute();
            board.sessions().stream()
                    .filter(session -> session.customer().userId().equals(Optional.of(customer)))
                    .forEach(session -> seen.add(session.sessionId()));
            cursor = board.cursor();
        }
        return seen;
    }

    /** Reads a conversation until a text comes, and returns all texts. */
    private static List<String> textsUpTo(ShopUser customer, String conversation, String last) {
        List<String> texts = new ArrayList<>();
        String cursor = "";
        while (!texts.contains(last)) {
            PollRequest.Builder request =
                    PollRequest.builder(conversation).maxWait(WAIT).everything();
            PollAnswer answer = customer.chat()
                    .poll((cursor.isEmpty() ? request : request.after(cursor)).build())
                    .execute();
            answer.messages().stream().map(Message::text).forEach(texts::add);
            cursor = answer.cursor();
        }
        return texts;
    }
}
