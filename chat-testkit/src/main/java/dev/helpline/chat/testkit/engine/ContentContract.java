package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.content.ContentFilter.Changed;
import dev.helpline.chat.spi.content.ContentFilter.Flagged;
import dev.helpline.chat.spi.content.ContentFilter.Passed;
import dev.helpline.chat.spi.content.ContentFilter.Refused;
import dev.helpline.chat.spi.content.ContentFilter.Verdict;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What content filters do to messages, and what each side is told about it. */
abstract class ContentContract extends EngineTest {
    private static final String EVERY_SCRIPT =
            "if (a < b && c > d) { \"x\"; } \u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD \u0928\u092E\u0938\u094D\u0924\u0947 \u4F60\u597D \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 <b>&amp;\t\n\u200B%00'; --";

    @Test
    void the_filters_that_come_with_the_engine_keep_code_emoji_and_every_script_as_written() {
        filterBy(ContentFilters.standard());
        SessionId session = active();

        Entry sent = carlaSays(session, EVERY_SCRIPT);

        assertThat(sent.text()).isEqualTo(EVERY_SCRIPT);
        assertThat(log(session)).extracting(ContentContract::word).doesNotContain(EventType.MESSAGE_FLAGGED.type());
    }

    @Test
    void a_refused_message_is_not_stored_and_its_sender_is_told_why() {
        filterBy(List.of(filter("no-shouting", content -> new Refused("please do not shout"))));
        SessionId session = active();
        List<Entry> before = log(session);

        ChatException refusal = refusalOf(() -> carlaSays(session, "HELLO"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTENT_REJECTED);
        assertThat(refusal.details())
                .containsEntry("filter", "no-shouting")
                .containsEntry("reason", "please do not shout");
        assertThat(log(session)).isEqualTo(before);
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void a_changed_message_is_stored_changed_and_its_sender_gets_what_is_stored() {
        filterBy(List.of(ContentFilters.masking("words", List.of("darn"))));
        SessionId session = active();

        Entry sent = carlaSays(session, "Darn, it broke");

        assertThat(sent.text()).isEqualTo("****, it broke");
        assertThat(carla().messages(MessagesQuery.page(session, 1, 10)).messages())
                .containsExactly(sent);
    }

    @Test
    void agents_see_what_was_flagged_and_customers_do_not() {
        filterBy(List.of(flag("one", "first reason"), flag("two", "second\nreason")));
        SessionId session = active();

        Entry sent = carlaSays(session, "hello");

        Entry event = log(session).get(log(session).size() - 1);
        assertThat(EventType.of(event)).contains(EventType.MESSAGE_FLAGGED);
        assertThat(event.replyTo()).isEqualTo(sent.id());
        assertThat(event.text()).contains("one: first reason", "two: second reason");
        assertThat(anton().poll(everything(session, null)).messages()).contains(event);
        assertThat(carla().poll(everything(session, null)).messages())
                .contains(sent)
                .doesNotContain(event);
    }

    @Test
    void the_customers_entries_stay_chained_over_what_was_flagged() {
        filterBy(List.of(ContentFilters.ofCustomers(flag("all", "flagged"))));
        SessionId session = active();

        Entry flagged = carlaSays(session, "flagged");
        Entry answer = antonSays(session, "not flagged");

        assertThat(answer.prevVisibleSeq()).isEqualTo(flagged.seq());
        assertThat(answer.seq()).isEqualTo(flagged.seq() + 2);
    }

    @Test
    void each_filter_gets_what_the_one_before_left() {
        List<String> seen = new ArrayList<>();
        filterBy(List.of(filter("a", content -> new Changed(content.text() + " a", "adds a")), filter("b", content -> {
            seen.add(content.text());
            return Passed.PASSED;
        })));

        carlaSays(active(), "text");

        assertThat(seen).containsExactly("text a");
    }

    @Test
    void a_filter_that_fails_loses_no_message_and_agents_are_told() {
        for (Function<Content, Verdict> faulty : List.<Function<Content, Verdict>>of(
                content -> {
                    throw new IllegalStateException("broken");
                },
                content -> new Changed(" ", "blank"),
                content -> new Changed("x".repeat(5001), "too long"))) {
            filterBy(List.of(filter("faulty", faulty)));
            SessionId session = active();

            Entry sent = carlaSays(session, "hello");

            assertThat(sent.text()).isEqualTo("hello");
            assertThat(log(session).get(log(session).size() - 1).text()).contains("faulty: the filter failed");
        }
    }

    @Test
    void a_message_that_is_sent_again_gets_its_first_result_whatever_the_filters_say_then() {
        filterBy(List.of(ContentFilters.masking("words", List.of("darn"))));
        SessionId session = active();
        SendMessage message = message(session, "m1", "darn it");
        Entry first = carla().send(message);
        List<Entry> before = log(session);
        filterBy(List.of(filter("none", content -> new Refused("nothing passes"))));

        Entry again = carla().send(message);

        assertThat(again).isEqualTo(first);
        assertThat(log(session)).isEqualTo(before);
        assertThat(refusalOf(() -> carla().send(message(session, "m1", "**** it")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void a_filter_knows_what_the_author_sent_before_but_not_what_others_did() {
        List<List<String>> seen = new ArrayList<>();
        filterBy(List.of(filter("spy", content -> {
            seen.add(content.previous());
            return Passed.PASSED;
        })));
        SessionId session = active();

        carlaSays(session, "one");
        antonSays(session, "other");
        carlaSays(session, "two");
        carlaSays(session, "three");

        assertThat(seen.get(3)).containsExactly("two", "one");
    }

    @Test
    void a_text_that_is_sent_again_and_again_is_flagged() {
        filterBy(ContentFilters.standard());
        SessionId session = active();

        for (int i = 0; i < 4; i++) {
            carlaSays(session, "Hello???");
        }

        assertThat(log(session).stream()
                        .filter(entry -> EventType.of(entry).equals(Optional.of(EventType.MESSAGE_FLAGGED))))
                .hasSize(1);
    }

    @Test
    void the_initial_message_of_a_session_is_judged_too() {
        filterBy(List.of(
                ContentFilters.refusing(ContentFilters.words("words", List.of("spam"))), flag("all", "flagged")));

        ChatException refusal = refusalOf(() ->
                carla().start(StartSession.builder().initialMessage("Buy SPAM").build()));
        SessionId session = watched(
                carla().start(StartSession.builder().initialMessage("Hello").build())
                        .session()
                        .id());

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTENT_REJECTED);
        assertThat(carla().history(1, 10).sessions()).hasSize(1);
        assertThat(log(session)).extracting(ContentContract::word).endsWith("Hello", EventType.MESSAGE_FLAGGED.type());
    }

    @Test
    void listeners_hear_of_a_flagged_message() {
        Queue<EntryId> flagged = new ConcurrentLinkedQueue<>();
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .contentFilters(List.of(flag("all", "flagged")))
                .listener(new ChatListener() {
                    @Override
                    public void onMessageFlagged(Session session, Entry event) {
                        flagged.add(Objects.requireNonNull(event.replyTo()));
                    }
                })
                .build());

        Entry sent = carlaSays(active(), "hello");
        engine.close();

        assertThat(flagged).containsExactly(sent.id());
    }

    private void filterBy(List<ContentFilter> filters) {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .contentFilters(filters)
                .build());
    }

    private static ContentFilter flag(String name, String reason) {
        return filter(name, content -> new Flagged(reason));
    }

    private static ContentFilter filter(String name, Function<Content, Verdict> judge) {
        return new ContentFilter() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Verdict judge(Content content) {
                return judge.apply(content);
            }
        };
    }
}
