package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.AmendmentType;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.Quote;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Editing and withdrawing messages: who may, until when, and what readers get. */
abstract class AmendContract extends EngineTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /** More messages than an engine keeps in memory of one session. */
    private static final int MANY = 100;

    private static final String SECRET = "my PIN is 1234";

    // --- what readers get -----------------------------------------------------------------------------------------

    @Test
    void an_author_gets_the_message_as_it_is_now() {
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");
        pass(TICK);

        Entry edited = carla().amend(AmendMessage.edit(session, sent.id(), "Hello"));
        pass(TICK);
        Entry withdrawn = carla().amend(AmendMessage.withdraw(session, sent.id()));

        assertThat(edited)
                .isEqualTo(sent.toBuilder()
                        .text("Hello")
                        .editedAt(sent.at().plus(TICK))
                        .build());
        assertThat(withdrawn)
                .isEqualTo(sent.toBuilder()
                        .text("")
                        .deletedAt(sent.at().plus(TICK).plus(TICK))
                        .build());
    }

    @Test
    void readers_who_have_the_message_get_the_change_in_order() {
        SessionId session = active();
        Entry sent = antonSays(session, "Helo");
        String carlas = carla().poll(everything(session, null)).cursor();
        String antons = anton().poll(everything(session, null)).cursor();
        antonSays(session, "before");
        anton().amend(AmendMessage.edit(session, sent.id(), "Hello"));
        antonSays(session, "after");

        for (List<Entry> news : List.of(
                carla().poll(everything(session, carlas)).messages(),
                anton().poll(everything(session, antons)).messages())) {
            assertThat(texts(news)).containsExactly("before", "Hello", "after");
            assertThat(news)
                    .extracting(Entry::kind)
                    .containsExactly(EntryKind.MESSAGE, EntryKind.AMENDMENT, EntryKind.MESSAGE);
            assertThat(news.get(1).replyTo()).isEqualTo(sent.id());
            assertThat(news.get(1).editedAt()).isEqualTo(news.get(1).at());
            assertThat(news.get(2).prevVisibleSeq()).isEqualTo(news.get(1).seq());
        }
    }

    @Test
    void a_poll_that_waits_and_a_subscriber_hear_of_a_change() {
        SessionId session = active();
        Entry sent = antonSays(session, "Helo");
        String cursor = carla().poll(everything(session, null)).cursor();
        var waiting = carla().pollAsync(everything(session, cursor).waiting(Duration.ofSeconds(20)));
        Inbox subscriber = new Inbox();
        carla().subscribe(everything(session, cursor), subscriber);
        workers.awaitIdle();

        anton().amend(AmendMessage.withdraw(session, sent.id()));
        pass(TICK);

        assertThat(answerOf(waiting).messages()).extracting(Entry::deletedAt).doesNotContainNull();
        assertThat(subscriber.entries()).extracting(Entry::deletedAt).hasSize(1).doesNotContainNull();
    }

    @Test
    void of_several_edits_the_last_one_counts_for_every_reader() {
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        for (String text : List.of("two", "three", "four")) {
            carla().amend(AmendMessage.edit(session, sent.id(), text));
        }

        assertThat(everythingReadBy(carla(), session)).contains("four").doesNotContain("one", "two", "three");
        assertThat(everythingReadBy(anton(), session)).contains("four").doesNotContain("one", "two", "three");
    }

    @Test
    void no_call_tells_a_customer_or_an_agent_what_a_message_said_before() {
        SessionId session = active();
        Entry edited = antonSays(session, "earlier text");
        Entry withdrawn = carla().send(SendMessage.builder(session, SECRET)
                .metadata("{\"pin\":\"1234\"}")
                .replyTo(edited.id())
                .build());
        carla().send(SendMessage.builder(session, "see above")
                .replyTo(withdrawn.id())
                .build());
        anton().send(SendMessage.builder(session, "see above")
                .replyTo(edited.id())
                .build());
        anton().amend(AmendMessage.edit(session, edited.id(), "later text"));
        carla().amend(AmendMessage.withdraw(session, withdrawn.id()));

        for (ChatParticipant reader : List.of(carla(), anton())) {
            assertThat(everythingReadBy(reader, session).toString())
                    .contains("later text")
                    .doesNotContain(SECRET, "earlier text", "1234");
        }
        for (int i = 0; i < MANY; i++) {
            antonSays(session, "hm");
        }
        restart(unlimited());
        for (ChatParticipant reader : List.of(carla(), anton())) {
            assertThat(everythingReadBy(reader, session).toString())
                    .contains("later text")
                    .doesNotContain(SECRET, "earlier text", "1234");
        }
    }

    @Test
    void quotes_show_the_message_as_it_is_now() {
        SessionId session = active();
        Entry question = carlaSays(session, "Were is it?");
        Entry answer = anton().send(SendMessage.builder(session, "On its way")
                .replyTo(question.id())
                .build());
        carla().amend(AmendMessage.edit(session, question.id(), "Where is it?"));

        assertThat(quoteOf(answer, session)).map(Quote::text).contains("Where is it?");
        carla().amend(AmendMessage.withdraw(session, question.id()));
        assertThat(quoteOf(answer, session)).map(Quote::text).contains("");
    }

    @Test
    void previews_show_the_newest_message_as_it_is_now() {
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");
        String cursor = anton().board(BoardRequest.builder().build()).cursor();

        carla().amend(AmendMessage.edit(session, sent.id(), "Hello"));
        pass(TICK);

        assertThat(anton().board(BoardRequest.builder().after(cursor).build()).sessions())
                .extracting(AmendContract::preview)
                .containsExactly("Hello");
        assertThat(previewsOf(session)).containsOnly("Hello");
        carla().amend(AmendMessage.withdraw(session, sent.id()));
        pass(TICK);
        assertThat(previewsOf(session)).containsOnly("");
        antonSays(session, "another one");
        pass(TICK);
        assertThat(previewsOf(session)).containsOnly("another one");
    }

    @Test
    void the_board_shows_a_message_that_was_sent_and_edited_at_once_as_it_is_now() {
        SessionId session = active();
        anton().board(BoardRequest.builder().build());

        Entry sent = carlaSays(session, "Helo");
        carla().amend(AmendMessage.edit(session, sent.id(), "Hello"));
        pass(TICK);

        assertThat(anton().board(BoardRequest.builder().build()).sessions())
                .extracting(AmendContract::preview)
                .containsExactly("Hello");
    }

    @Test
    void an_amendment_is_no_message() {
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");
        carla().amend(AmendMessage.edit(session, sent.id(), "Hello"));

        assertThat(stored(session).log().messageCount()).isEqualTo(1);
        assertThat(stored(session).log().amendmentCount()).isEqualTo(1);
        assertThat(carla().messages(MessagesQuery.page(session, 1, 10)).messages())
                .extracting(Entry::text)
                .containsExactly("Hello");
        assertThat(carla().messages(MessagesQuery.page(session, 1, 10)).total()).isEqualTo(1);
    }

    @Test
    void changes_of_messages_in_memory_need_no_store_and_others_one_read() {
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineOver(faulty, unlimited().build());
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        Entry sent = antonSays(session, "Helo");
        anton().amend(AmendMessage.edit(session, sent.id(), "Hello"));
        long before = faulty.readsMade();

        assertThat(texts(carla().poll(everything(session, cursor)))).containsExactly("Hello", "Hello");

        assertThat(faulty.readsMade()).isEqualTo(before);
        for (int i = 0; i < MANY; i++) {
            antonSays(session, "hm");
        }
        long later = faulty.readsMade();
        carla().messages(MessagesQuery.page(session, 1, 50));
        assertThat(faulty.readsMade() - later).isEqualTo(2);
    }

    @Test
    void a_session_without_changes_is_read_as_before() {
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineOver(faulty, unlimited().build());
        SessionId session = active();
        for (int i = 0; i < MANY; i++) {
            antonSays(session, "hm");
        }
        long before = faulty.readsMade();

        carla().messages(MessagesQuery.page(session, 1, 50));

        assertThat(faulty.readsMade() - before).isEqualTo(1);
    }

    // --- who may, and until when ---------------------------------------------------------------------------------

    @Test
    void only_the_author_may_change_a_message() {
        SessionId session = active();
        Entry carlas = carlaSays(session, "mine");
        Entry antons = antonSays(session, "his");

        assertThat(codeOf(anton(), AmendMessage.edit(session, carlas.id(), "x")))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(carla(), AmendMessage.withdraw(session, antons.id()))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(supervisor("eve"), AmendMessage.edit(session, antons.id(), "x")))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(customer("mallory"), AmendMessage.withdraw(session, carlas.id())))
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(texts(carla().messages(MessagesQuery.page(session, 1, 10)).messages()))
                .containsExactly("mine", "his");
    }

    @Test
    void what_is_no_message_of_the_session_cannot_be_changed() {
        SessionId session = active();
        Entry elsewhere = carlaSays(started(), "over here");
        EntryId event = log(session).get(0).id();

        assertThat(Stream.of(new EntryId("nothing"), elsewhere.id(), event)
                        .map(id -> codeOf(carla(), AmendMessage.withdraw(session, id))))
                .containsOnly(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void a_message_can_be_changed_until_its_time_is_up() {
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");
        time.advance(WINDOW);
        Entry edited = carla().amend(AmendMessage.edit(session, sent.id(), "Hello"));
        time.advance(Duration.ofMillis(1));

        assertThat(edited.text()).isEqualTo("Hello");
        assertThat(codeOf(carla(), AmendMessage.edit(session, sent.id(), "again")))
                .isEqualTo(ErrorCode.MESSAGE_NOT_EDITABLE);
        assertThat(codeOf(carla(), AmendMessage.withdraw(session, sent.id())))
                .isEqualTo(ErrorCode.MESSAGE_NOT_EDITABLE);
    }

    @Test
    void each_side_has_a_window_of_its_own_which_may_be_closed() {
        restart(unlimited().customerAmendments(null).agentAmendments(Duration.ofHours(1)));
        SessionId session = active();
        Entry carlas = carlaSays(session, "mine");
        Entry antons = antonSays(session, "his");
        time.advance(Duration.ofMinutes(29));
        carlaSays(session, "still here");
        time.advance(Duration.ofMinutes(29));

        assertThat(codeOf(carla(), AmendMessage.withdraw(session, carlas.id())))
                .isEqualTo(ErrorCode.MESSAGE_NOT_EDITABLE);
        assertThat(anton().amend(AmendMessage.edit(session, antons.id(), "x")).text())
                .isEqualTo("x");
    }

    @Test
    void after_the_end_messages_can_be_changed_only_if_the_policy_says_so() {
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");
        anton().end(EndSession.of(session));

        assertThat(codeOf(carla(), AmendMessage.edit(session, sent.id(), "Hello")))
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void a_policy_may_allow_changes_after_the_end() {
        restart(unlimited().amendsAfterEnd(true));
        SessionId session = started();
        Entry sent = carlaSays(session, SECRET);
        SessionId other = started();
        carla().end(EndSession.of(other));

        assertThat(carla().amend(AmendMessage.withdraw(session, sent.id())).text())
                .isEmpty();
    }

    @Test
    void a_message_that_was_withdrawn_stays_withdrawn() {
        SessionId session = active();
        Entry sent = carlaSays(session, SECRET);
        Entry withdrawn = carla().amend(AmendMessage.withdraw(session, sent.id()));
        pass(TICK);

        assertThat(codeOf(carla(), AmendMessage.edit(session, sent.id(), "back again")))
                .isEqualTo(ErrorCode.MESSAGE_NOT_EDITABLE);
        assertThat(carla().amend(AmendMessage.withdraw(session, sent.id()))).isEqualTo(withdrawn);
        assertThat(stored(session).log().amendmentCount()).isEqualTo(1);
    }

    @Test
    void a_new_text_has_to_meet_the_rules_of_messages() {
        restart(unlimited().maxMessageLength(10));
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");

        assertThat(Stream.of(" ", "x".repeat(11), "a\u0000b", "\uD83D")
                        .map(text -> codeOf(carla(), AmendMessage.edit(session, sent.id(), text))))
                .containsOnly(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void content_filters_judge_a_new_text() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .contentFilters(List.of(ContentFilters.refusing(ContentFilters.links(0))))
                .build());
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");

        assertThat(codeOf(carla(), AmendMessage.edit(session, sent.id(), "see http://x.example")))
                .isEqualTo(ErrorCode.CONTENT_REJECTED);
        assertThat(carla().amend(AmendMessage.edit(session, sent.id(), "fine")).text())
                .isEqualTo("fine");
    }

    @Test
    void changes_count_as_messages_for_the_limit() {
        restart(unlimited().customerMessages(new Limit(2, Duration.ofMinutes(1))));
        SessionId session = active();
        Entry sent = carlaSays(session, "Helo");
        carla().amend(AmendMessage.edit(session, sent.id(), "Hello"));

        assertThat(codeOf(carla(), AmendMessage.edit(session, sent.id(), "Hello!")))
                .isEqualTo(ErrorCode.RATE_LIMITED);
    }

    // --- repeating, and changing at the same time ------------------------------------------------------------------

    @Test
    void a_change_that_is_repeated_has_the_first_result_whatever_happened_since() {
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        AmendMessage edit = AmendMessage.edit(session, sent.id(), "two").withId(new EntryId("e1"));
        Entry first = carla().amend(edit);
        pass(TICK);
        carla().amend(AmendMessage.edit(session, sent.id(), "three").withId(new EntryId("e2")));
        anton().end(EndSession.of(session));
        time.advance(WINDOW.plus(TICK));

        assertThat(carla().amend(edit)).isEqualTo(first);
        restart(unlimited());
        assertThat(carla().amend(edit)).isEqualTo(first);
        assertThat(texts(carla().messages(MessagesQuery.page(session, 1, 10)).messages()))
                .containsExactly("three");
        assertThat(stored(session).log().amendmentCount()).isEqualTo(2);
    }

    @Test
    void an_id_stands_for_one_change() {
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        Entry other = carlaSays(session, "other");
        EntryId id = new EntryId("e1");
        carla().amend(AmendMessage.edit(session, sent.id(), "two").withId(id));

        assertThat(Stream.of(
                                AmendMessage.edit(session, sent.id(), "three").withId(id),
                                AmendMessage.edit(session, other.id(), "two").withId(id),
                                AmendMessage.withdraw(session, sent.id()).withId(id),
                                AmendMessage.edit(session, sent.id(), "two").withId(other.id()))
                        .map(request -> codeOf(carla(), request)))
                .containsOnly(ErrorCode.MESSAGE_CONFLICT);
        assertThat(refusalOf(() -> carla().send(SendMessage.of(session, id, "two")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void a_change_whose_outcome_was_lost_is_stored_once() {
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        AmendMessage edit = AmendMessage.edit(session, sent.id(), "two").withId(new EntryId("e1"));

        Crowd.all(4, i -> List.of(carla().amend(edit)));

        assertThat(stored(session).log().amendmentCount()).isEqualTo(1);
    }

    @Test
    void concurrent_changes_of_several_engines_leave_one_text_and_no_edit_behind_a_withdrawal() {
        SessionId session = active();
        Entry sent = carlaSays(session, "0");
        ChatEngine second = engineOver(store, unlimited().build());

        whileTimePasses(() -> Crowd.all(6, i -> {
            CustomerChat carla = i % 2 == 0 ? carla() : second.customer(Principal.customer(CARLA, null));
            AmendMessage request = i == 5
                    ? AmendMessage.withdraw(session, sent.id())
                    : AmendMessage.edit(session, sent.id(), "edit " + i);
            try {
                return List.of(carla.amend(request));
            } catch (dev.helpline.chat.spi.ChatException late) {
                assertThat(late.code()).isEqualTo(ErrorCode.MESSAGE_NOT_EDITABLE);
                return List.of();
            }
        }));

        List<Optional<AmendmentType>> amendments = log(session).stream()
                .filter(entry -> entry.kind() == EntryKind.AMENDMENT)
                .map(AmendmentType::of)
                .toList();
        assertThat(amendments).last().isEqualTo(Optional.of(AmendmentType.WITHDRAWN));
        assertThat(amendments).containsOnlyOnce(Optional.of(AmendmentType.WITHDRAWN));
        passSlowly(Duration.ofSeconds(2));
        assertThat(everythingReadBy(carla(), session).toString()).doesNotContain("edit ");
    }

    // --- convergence
    // --------------------------------------------------------------------------------------------------

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readers_with_any_cursor_on_any_node_end_with_the_same_texts(long seed) {
        Random random = new Random(seed);
        SessionId session = active();
        List<Reader> readers = new ArrayList<>();
        List<Entry> sent = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            Entry any = sent.isEmpty() ? null : sent.get(random.nextInt(sent.size()));
            switch (random.nextInt(6)) {
                case 0, 1 ->
                    sent.add(carla().send(
                                    any == null || random.nextBoolean()
                                            ? SendMessage.of(session, "m" + step)
                                            : SendMessage.builder(session, "m" + step)
                                                    .replyTo(any.id())
                                                    .build()));
                case 2 -> tryAmend(any, message -> AmendMessage.edit(session, message, "edit of " + message));
                case 3 -> tryAmend(any, message -> AmendMessage.withdraw(session, message));
                case 4 -> readers.add(new Reader(session, random.nextBoolean()));
                default ->
                    readers.forEach(reader -> {
                        if (random.nextBoolean()) {
                            reader.poll(engine);
                        }
                    });
            }
            if (random.nextInt(20) == 0) {
                restart(unlimited());
            }
            pass(Duration.ofMillis(random.nextInt(500)));
        }
        ChatEngine other = engineOver(store, unlimited().build());
        Reader fresh = new Reader(session, true);
        fresh.poll(other);

        for (Reader reader : readers) {
            reader.poll(random.nextBoolean() ? engine : other);
            assertThat(reader.texts).as("seed %s", seed).isEqualTo(fresh.texts);
        }
        Map<EntryId, String> pages = new LinkedHashMap<>();
        Reader.customer(other)
                .messages(MessagesQuery.page(session, 1, 100))
                .messages()
                .forEach(message -> pages.put(message.id(), message.text()));
        assertThat(pages).as("seed %s", seed).isEqualTo(fresh.texts);
    }

    private void tryAmend(@Nullable Entry message, java.util.function.Function<EntryId, AmendMessage> request) {
        if (message != null) {
            try {
                carla().amend(request.apply(message.id()));
            } catch (dev.helpline.chat.spi.ChatException withdrawn) {
                assertThat(withdrawn.code()).isEqualTo(ErrorCode.MESSAGE_NOT_EDITABLE);
            }
        }
    }

    /** A client that keeps the texts of messages, and applies changes to those that it has. */
    private static final class Reader {
        final Map<EntryId, String> texts = new LinkedHashMap<>();
        private final SessionId session;
        private final boolean isCustomer;
        private @Nullable String cursor;

        Reader(SessionId session, boolean isCustomer) {
            this.session = session;
            this.isCustomer = isCustomer;
        }

        static CustomerChat customer(ChatEngine engine) {
            return engine.customer(Principal.customer(CARLA, null));
        }

        void poll(ChatEngine engine) {
            ChatParticipant reader =
                    isCustomer ? customer(engine) : engine.agent(Principal.agent(ANTON, Role.AGENT, null, null));
            boolean hasMore = true;
            while (hasMore) {
                var answer = reader.poll(everything(session, cursor));
                answer.messages().forEach(this::take);
                cursor = answer.cursor();
                hasMore = answer.hasMore();
            }
        }

        private void take(Entry entry) {
            EntryId amended = entry.kind() == EntryKind.AMENDMENT ? entry.replyTo() : null;
            if (amended != null) {
                assertThat(texts).containsKey(amended);
                texts.put(amended, entry.text());
            } else if (entry.isMessage()) {
                texts.put(entry.id(), entry.text());
            }
        }
    }

    // --- what stays
    // ---------------------------------------------------------------------------------------------------

    @Test
    void the_history_of_a_message_is_for_its_sessions_agent_and_for_supervisors() {
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        carla().amend(AmendMessage.edit(session, sent.id(), "two"));
        carla().amend(AmendMessage.withdraw(session, sent.id()));

        for (AgentDesk desk : List.of(anton(), supervisor("eve"))) {
            assertThat(texts(desk.messageHistory(session, sent.id()))).containsExactly("one", "two", "");
        }
        assertThat(refusalOf(() -> agent("other").messageHistory(session, sent.id()))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> anton().messageHistory(session, new EntryId("nothing")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void what_an_agent_changes_is_audited() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        anton().amend(AmendMessage.edit(session, sent.id(), "two"));
        anton().amend(AmendMessage.withdraw(session, sent.id()));

        assertThat(store.auditAfter(session, 0, 100))
                .extracting(record -> record.action())
                .endsWith("MESSAGE_SENT", "MESSAGE_EDITED", "MESSAGE_WITHDRAWN");
    }

    @Test
    void listeners_hear_of_changes() {
        List<Entry> heard = new CopyOnWriteArrayList<>();
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .listener(new ChatListener() {
                    @Override
                    public void onMessageAmended(Session session, Entry amendment) {
                        heard.add(amendment);
                    }
                })
                .build());
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        carla().amend(AmendMessage.edit(session, sent.id(), "two"));

        Await.until(() -> heard.size() == 1);
        assertThat(heard).extracting(Entry::replyTo).containsExactly(sent.id());
        assertThat(heard).extracting(Entry::text).containsExactly("two");
    }

    // --- help
    // -----------------------------------------------------------------------------------------------------------

    private static @Nullable ErrorCode codeOf(ChatParticipant author, AmendMessage request) {
        return refusalOf(() -> author.amend(request)).code();
    }

    private static String preview(SessionSummary summary) {
        Entry message = summary.lastMessage();
        return message == null ? "none" : message.text();
    }

    private List<String> previewsOf(SessionId session) {
        return Stream.of(
                        carla().history(1, 10).sessions(),
                        anton().openSessions(OpenSessionQuery.ALL, 1, 10).sessions(),
                        anton().board(BoardRequest.builder().build()).sessions())
                .flatMap(List::stream)
                .filter(summary -> summary.view().session().id().equals(session))
                .map(AmendContract::preview)
                .toList();
    }

    private Optional<Quote> quoteOf(Entry reply, SessionId session) {
        return carla().poll(everything(session, null)).messages().stream()
                .filter(entry -> entry.id().equals(reply.id()))
                .map(Entry::quote)
                .findFirst();
    }

    /** All texts, quoted texts and metadata that a reader gets of a session, by every call. */
    private List<String> everythingReadBy(ChatParticipant reader, SessionId session) {
        List<Entry> read =
                new ArrayList<>(reader.poll(everything(session, null)).messages());
        String first = read.get(0).id().value();
        String end = reader.poll(everything(session, null)).cursor();
        read.addAll(reader.poll(everything(session, first)).messages());
        read.addAll(reader.messages(MessagesQuery.page(session, 1, 100)).messages());
        read.addAll(reader.messages(MessagesQuery.after(session, first, 100)).messages());
        read.addAll(reader.messages(MessagesQuery.before(session, end, 100)).messages());
        Inbox subscriber = new Inbox();
        reader.subscribe(everything(session, null), subscriber).cancel();
        workers.awaitIdle();
        read.addAll(subscriber.entries());
        List<SessionSummary> summaries = new ArrayList<>();
        if (reader instanceof AgentDesk desk) {
            read.addAll(desk.newest(session, 500));
            summaries.addAll(desk.openSessions(OpenSessionQuery.ALL, 1, 10).sessions());
            summaries.addAll(desk.board(BoardRequest.builder().build()).sessions());
        } else {
            summaries.addAll(carla().history(1, 10).sessions());
        }
        for (SessionSummary summary : summaries) {
            Entry message = summary.lastMessage();
            if (message != null) {
                read.add(message);
            }
        }
        List<String> told = new ArrayList<>();
        for (Entry entry : read) {
            Quote quote = entry.quote();
            told.add(entry.text());
            told.add(quote == null ? "" : quote.text());
            told.add(String.valueOf(entry.metadata()));
        }
        return told;
    }
}
