package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.store.MessageStore;
import dev.helpline.chat.client.store.StoreChange;
import dev.helpline.chat.client.store.StoreContents;
import dev.helpline.chat.client.testkit.FakeCall;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.FakeFailure;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process ends, and the next one takes up what it has kept. A process ends here when its scheduler does not go on any more. */
@SuppressWarnings("FutureReturnValueIgnored") // the listener reports the outcome
class RestoredChatTest {
    private static final SessionRequest REQUEST = SessionRequest.builder().build();
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final FakeChatApi api = new FakeChatApi();
    private final FailingStore store = new FailingStore();
    private final AtomicInteger ids = new AtomicInteger();

    /** A store that can be told to fail. */
    private static final class FailingStore implements MessageStore {
        private final MessageStore kept = MessageStore.inMemory();
        private final List<StoreChange> changes = new ArrayList<>();
        private boolean failing;
        private boolean damaged;

        @Override
        public StoreContents load() throws IOException {
            if (failing) {
                throw new IOException("no store");
            }
            StoreContents contents = kept.load();
            return damaged ? contents.withDamage() : contents;
        }

        @Override
        public void write(StoreChange change) throws IOException {
            if (failing) {
                throw new IOException("no space");
            }
            changes.add(change);
            kept.write(change);
        }
    }

    /** What one process has: all but the store and the server. */
    private final class App {
        final ScriptedScheduler time = new ScriptedScheduler();
        final Recording recording = new Recording();
        final List<Throwable> thrown = new CopyOnWriteArrayList<>();
        final ChatService service = ChatService.builder(api)
                .listener(recording)
                .scheduler(time)
                .clock(time.clock())
                .executor(Runnable::run)
                .random(new NoJitter())
                .ids(() -> "id-" + ids.incrementAndGet())
                .listenerFailures(thrown::add)
                .messageStore(store)
                .build();
        final CompletableFuture<Optional<RestoredChat>> restored = service.restore();

        /** Begins a session. */
        String start() {
            time.runDue();
            service.startChatSession(REQUEST);
            time.runDue();
            recording.news();
            return service.sessionId().orElseThrow();
        }

        RestoredChat restored() {
            time.runDue();
            return restored.join().orElseThrow();
        }

        List<String> texts() {
            return service.messages().stream().map(ChatMessage::text).toList();
        }
    }

    @Test
    void what_was_shown_is_restored_and_only_what_came_later_is_told_as_new() {
        App first = new App();
        String session = first.start();
        api.agentWrites(session, "old");
        first.service.sendMessage("mine");
        first.time.advance(INTERVAL);
        first.time.advance(INTERVAL);
        first.recording.news();
        api.agentWrites(session, "new");

        App second = new App();
        RestoredChat restored = second.restored();

        assertThat(restored.sessionId()).isEqualTo(session);
        assertThat(restored.isOpened()).isTrue();
        assertThat(restored.isEnded()).isFalse();
        assertThat(restored.messages()).isEqualTo(first.service.messages());
        second.time.advance(INTERVAL);
        assertThat(second.recording.news()).containsExactly("restored 2", "received new");
        assertThat(second.texts()).containsExactlyElementsOf(api.texts(session));
        assertThat(second.thrown).isEmpty();
    }

    @Test
    void the_head_is_restored_and_told_again_only_when_it_changes() {
        App first = new App();
        String session = first.start();
        first.service.sendMessage("Hello");
        first.time.runDue();
        api.agentReads(session);
        first.time.advance(INTERVAL);
        first.time.runDue();

        App second = new App();
        RestoredChat restored = second.restored();
        second.time.advance(INTERVAL);

        assertThat(restored.head().orElseThrow().agentMark().orElseThrow().readSeq())
                .isEqualTo(1);
        assertThat(restored.messages().get(0).readAt()).isPresent();
        assertThat(second.recording.heard).noneMatch(line -> line.startsWith("head"));
        api.agentEnds(session, "done");
        second.time.advance(INTERVAL);
        assertThat(second.recording.heard).anyMatch(line -> line.startsWith("head ENDED"));
    }

    @Test
    void without_a_network_the_kept_messages_are_there() {
        App first = new App();
        String session = first.start();
        api.agentWrites(session, "old");
        first.time.advance(INTERVAL);
        first.time.runDue();
        api.goOffline();

        App second = new App();
        second.restored();

        assertThat(second.texts()).containsExactly("old");
        assertThat(second.service.unreadCount()).isEqualTo(1);
    }

    @Test
    void a_message_is_shown_when_it_is_kept_and_sent_after_that() {
        App app = new App();
        String session = app.start();

        ChatMessage written = app.service.sendMessage("Hello");

        assertThat(written.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(app.recording.news()).isEmpty();
        app.time.runDue();
        assertThat(app.recording.news()).startsWith("shown Hello SENDING");
        assertThat(api.texts(session)).containsExactly("Hello");
        int kept = indexOf(change ->
                change.puts().getOrDefault("message:" + written.messageId(), "").contains("SENDING"));
        int sent = indexOf(change ->
                change.puts().getOrDefault("message:" + written.messageId(), "").contains("SENT"));
        assertThat(kept).isNotNegative().isLessThan(sent);
    }

    private int indexOf(java.util.function.Predicate<StoreChange> wanted) {
        for (int i = 0; i < store.changes.size(); i++) {
            if (wanted.test(store.changes.get(i))) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void unsent_messages_are_sent_in_order_under_their_ids_by_the_next_process() {
        App first = new App();
        String session = first.start();
        api.goOffline();
        List<String> written = List.of(
                first.service.sendMessage("one").messageId(),
                first.service.sendMessage("two").messageId(),
                first.service.sendMessage("three").messageId());
        first.time.advance(Duration.ofMinutes(5));

        App second = new App();
        second.restored();
        assertThat(second.service.messages())
                .extracting(ChatMessage::text, ChatMessage::state)
                .containsExactly(
                        tuple("one", DeliveryState.SENDING),
                        tuple("two", DeliveryState.SENDING),
                        tuple("three", DeliveryState.SENDING));
        second.service.sendMessage("four");
        api.goOnline();
        second.time.advance(Duration.ofMinutes(1));

        assertThat(api.texts(session)).containsExactly("one", "two", "three", "four");
        assertThat(second.service.messages())
                .filteredOn(message -> !message.text().equals("four"))
                .extracting(ChatMessage::messageId)
                .isEqualTo(written);
        assertThat(second.service.messages()).allMatch(message -> message.state() == DeliveryState.SENT);
    }

    @Test
    void a_message_whose_sending_has_no_known_outcome_is_there_once() {
        App first = new App();
        String session = first.start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        first.service.sendMessage("Hello");
        first.time.runDue();

        App second = new App();
        boolean discarded = second.restored().messages().stream()
                .anyMatch(message -> second.service.discardMessage(message.messageId()));
        second.time.advance(INTERVAL);

        assertThat(discarded).as("the server may have it").isFalse();
        assertThat(api.texts(session)).containsExactly("Hello");
        assertThat(second.texts()).containsExactly("Hello");
    }

    @Test
    void a_restored_message_that_was_never_sent_can_be_cancelled_and_stays_so() {
        App first = new App();
        String session = first.start();
        api.goOffline();
        first.service.sendMessage("one");
        String unwanted = first.service.sendMessage("two").messageId();
        first.time.runDue();

        App second = new App();
        second.restored();
        boolean discarded = second.service.discardMessage(unwanted);
        second.time.runDue();
        App third = new App();
        third.restored();
        api.goOnline();
        third.time.advance(Duration.ofMinutes(1));

        assertThat(discarded).isTrue();
        assertThat(third.texts()).containsExactly("one");
        assertThat(api.texts(session)).containsExactly("one");
    }

    @Test
    void a_message_that_the_server_has_rejected_stays_until_it_is_sent_again() {
        App first = new App();
        String session = first.start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(403, ErrorCodes.FORBIDDEN));
        String refused = first.service.sendMessage("refused").messageId();
        first.time.runDue();

        App second = new App();
        second.restored();
        assertThat(second.service.messages())
                .extracting(ChatMessage::state, message -> message.failureCode().orElse(""))
                .containsExactly(tuple(DeliveryState.FAILED, ErrorCodes.FORBIDDEN));
        second.service.retry(refused);
        second.time.runDue();

        assertThat(api.texts(session)).containsExactly("refused");
    }

    @Test
    void messages_of_a_session_that_was_not_opened_are_sent_once_it_is() {
        App first = new App();
        first.time.runDue();
        api.goOffline();
        first.service.startChatSession(REQUEST);
        first.service.sendMessage("Hello");
        first.time.runDue();
        api.goOnline();

        App second = new App();
        RestoredChat restored = second.restored();
        second.service.sendMessage("again");
        second.time.advance(INTERVAL);
        assertThat(restored.isOpened()).isFalse();
        assertThat(api.sessionIds()).isEmpty();
        second.service.startChatSession(REQUEST);
        second.time.runDue();

        assertThat(api.sessionIds()).containsExactly(restored.sessionId());
        assertThat(api.texts(restored.sessionId())).containsExactly("Hello", "again");
    }

    @Test
    void an_end_that_was_under_way_goes_on_however_long_the_outage() {
        App first = new App();
        String session = first.start();
        api.goOffline();
        first.service.sendMessage("last words");
        first.service.endChatSession();
        first.time.runDue();

        App second = new App();
        RestoredChat restored = second.restored();
        second.time.advance(Duration.ofHours(1));
        assertThat(restored.end().orElseThrow()).isNotDone();
        api.goOnline();
        second.time.advance(Duration.ofMinutes(1));

        assertThat(restored.end().orElseThrow()).isCompleted();
        assertThat(api.texts(session)).containsExactly("last words");
        assertThat(second.recording.news()).contains("ended BY_CUSTOMER");
        App third = new App();
        assertThat(third.restored().end()).isEmpty();
        assertThat(third.restored().isEnded()).isTrue();
    }

    @Test
    void a_rating_that_was_under_way_goes_on_also_without_a_login() {
        App first = new App();
        String session = first.start();
        api.agentEnds(session, "done");
        first.time.advance(INTERVAL);
        api.goOffline();
        first.service.submitRating(4, "quick", List.of("speed"));
        first.time.runDue();
        api.goOnline();
        api.failNext(FakeCall.RATE, 3, FakeFailure.refusal(401, ErrorCodes.AUTHENTICATION_FAILED));

        App second = new App();
        RestoredChat restored = second.restored();
        assertThat(restored.rating().orElseThrow()).isNotDone();
        second.time.advance(Duration.ofMinutes(1));

        assertThat(restored.rating().orElseThrow().join().rating()).isEqualTo(4);
        App third = new App();
        assertThat(third.restored().rating()).isEmpty();
    }

    @Test
    void edits_and_withdrawals_that_were_not_confirmed_are_shown_and_made_by_the_next_process() {
        App first = new App();
        String session = first.start();
        String typo = first.service.sendMessage("Helo").messageId();
        String unwanted = first.service.sendMessage("ouch").messageId();
        first.time.advance(INTERVAL);
        api.goOffline();
        first.service.editMessage(typo, "Hell");
        first.service.editMessage(typo, "Hello");
        first.service.withdrawMessage(unwanted);
        first.time.advance(Duration.ofMinutes(5));

        App second = new App();
        RestoredChat restored = second.restored();
        api.goOnline();
        second.time.advance(Duration.ofMinutes(1));

        assertThat(restored.messages())
                .extracting(ChatMessage::text, ChatMessage::isChangePending)
                .containsExactly(tuple("Hello", true), tuple("", true));
        assertThat(api.texts(session)).containsExactly("Hello", "");
        assertThat(second.service.messages())
                .extracting(ChatMessage::text, ChatMessage::isChangePending)
                .containsExactly(tuple("Hello", false), tuple("", false));
        assertThat(new App().restored().messages()).noneMatch(ChatMessage::isChangePending);
    }

    @Test
    void an_edit_that_the_server_rejects_for_the_next_process_is_undone_and_told() {
        App first = new App();
        first.start();
        String message = first.service.sendMessage("Helo").messageId();
        first.time.advance(INTERVAL);
        api.goOffline();
        first.service.editMessage(message, "Hello");
        first.time.runDue();
        api.goOnline();
        api.failNext(FakeCall.EDIT, 1, FakeFailure.refusal(409, ErrorCodes.MESSAGE_NOT_EDITABLE));

        App second = new App();
        second.restored();
        second.time.advance(INTERVAL);

        assertThat(second.texts()).containsExactly("Helo");
        assertThat(second.recording.news()).contains("rejected " + ErrorCodes.MESSAGE_NOT_EDITABLE);
        assertThat(new App().restored().messages())
                .extracting(ChatMessage::text)
                .containsExactly("Helo");
    }

    @Test
    void an_edit_of_a_message_that_is_not_kept_on_the_device_is_made() {
        App first = new App();
        String session = first.start();
        String old = first.service.sendMessage("Helo").messageId();
        first.time.advance(INTERVAL);
        for (int i = 1; i <= KeptChat.MOST_MESSAGES; i++) {
            api.agentWrites(session, "m" + i);
        }
        first.time.advance(Duration.ofSeconds(10));
        api.goOffline();
        first.service.editMessage(old, "Hello");
        first.time.runDue();
        api.goOnline();

        App second = new App();
        second.restored();
        second.time.advance(INTERVAL);

        assertThat(api.texts(session)).startsWith("Hello");
        assertThat(second.thrown).isEmpty();
        assertThat(second.texts()).hasSize(KeptChat.MOST_MESSAGES).doesNotContain("Hello");
    }

    @Test
    void an_end_that_the_app_has_given_up_does_not_come_back() {
        App first = new App();
        first.start();
        api.goOffline();
        first.service.sendMessage("not sent");
        CompletableFuture<?> end = first.service.endChatSession();
        first.time.runDue();
        end.cancel(false);
        first.time.runDue();

        assertThat(new App().restored().end()).isEmpty();
    }

    @Test
    void a_session_that_has_ended_is_shown_and_another_one_takes_its_place() {
        App first = new App();
        String ended = first.start();
        api.agentWrites(ended, "bye");
        api.agentEnds(ended, "done");
        first.time.advance(INTERVAL);
        first.time.runDue();

        App second = new App();
        assertThat(second.restored().isEnded()).isTrue();
        assertThat(second.texts()).containsExactly("bye");
        second.service.startChatSession(REQUEST);
        second.time.runDue();

        App third = new App();
        assertThat(third.restored().sessionId()).isNotEqualTo(ended);
        assertThat(third.restored().messages()).isEmpty();
    }

    @Test
    void a_message_of_a_session_that_is_left_is_told_to_have_failed() {
        App app = new App();
        String ended = app.start();
        api.agentEnds(ended, "done");
        app.time.advance(INTERVAL);
        api.failNext(FakeCall.SEND, 9, FakeFailure.lostRequest());
        app.service.sendMessage("too late");
        app.time.runDue();
        app.recording.news();

        app.service.startChatSession(REQUEST);
        app.time.runDue();

        assertThat(app.recording.news()).contains("updated too late FAILED " + ErrorCodes.CANCELED);
    }

    @Test
    void the_newest_messages_are_kept_and_older_ones_are_no_news() {
        App first = new App();
        String session = first.start();
        for (int i = 1; i <= KeptChat.MOST_MESSAGES + 5; i++) {
            api.agentWrites(session, "m" + i);
        }
        first.time.advance(Duration.ofSeconds(10));
        store.damaged = true;

        App second = new App();
        RestoredChat restored = second.restored();
        second.time.advance(Duration.ofSeconds(10));

        assertThat(restored.messages()).hasSize(KeptChat.MOST_MESSAGES);
        assertThat(restored.messages().get(0).text()).isEqualTo("m6");
        assertThat(second.recording.news()).containsExactly("restored 200");
        assertThat(second.texts()).containsExactlyElementsOf(api.texts(session));
    }

    @Test
    void after_damage_messages_that_are_missing_are_fetched() throws Exception {
        App first = new App();
        String session = first.start();
        api.agentWrites(session, "one");
        api.agentWrites(session, "two");
        first.time.advance(INTERVAL);
        first.time.runDue();
        ChatMessage lost = first.service.messages().get(0);
        store.kept.write(StoreChange.builder()
                .remove("message:" + lost.messageId())
                .remove("session")
                .build());
        store.damaged = true;

        App second = new App();
        second.restored();
        second.time.advance(INTERVAL);

        assertThat(second.recording.news()).containsExactly("restored 1", "received one");
        assertThat(second.texts()).containsExactly("one", "two");
    }

    @Test
    void a_record_that_is_no_record_is_reported_and_costs_no_other_one() throws Exception {
        App first = new App();
        first.start();
        api.goOffline();
        first.service.sendMessage("one");
        first.time.runDue();
        store.kept.write(StoreChange.builder()
                .put("message:x", "{")
                .put("message:y", "[]")
                .put("rating", "{\"sessionId\":1}")
                .build());

        App second = new App();
        second.restored();

        assertThat(second.texts()).containsExactly("one");
        assertThat(second.thrown).hasSize(3);
    }

    @Test
    void a_store_that_fails_is_reported_and_the_chat_goes_on_and_is_kept_later() {
        App first = new App();
        String session = first.start();
        store.failing = true;
        first.service.sendMessage("one");
        first.time.runDue();

        assertThat(first.recording.news()).startsWith("shown one SENDING");
        assertThat(api.texts(session)).containsExactly("one");
        assertThat(first.thrown).hasSize(1).first().isInstanceOf(IOException.class);

        api.goOffline();
        first.service.sendMessage("two");
        first.time.runDue();
        store.failing = false;
        first.service.sendMessage("three");
        first.time.runDue();
        api.goOnline();
        App second = new App();
        second.restored();
        second.time.advance(INTERVAL);
        assertThat(api.texts(session)).containsExactly("one", "two", "three");
        assertThat(second.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void a_store_that_cannot_be_read_is_told_and_a_session_can_be_opened() {
        store.failing = true;
        App app = new App();
        app.time.runDue();

        assertThat(app.restored).isCompletedExceptionally();
        store.failing = false;
        app.service.startChatSession(REQUEST);
        app.service.sendMessage("Hello");
        app.time.runDue();
        assertThat(app.texts()).containsExactly("Hello");
        App next = new App();
        next.restored();
        assertThat(next.texts()).containsExactly("Hello");
    }

    @Test
    void closing_keeps_what_was_written_right_before() {
        App first = new App();
        String session = first.start();
        first.service.sendMessage("Hello");
        first.service.close();
        first.time.runDue();

        App second = new App();
        second.restored();
        second.time.runDue();

        assertThat(api.texts(session)).containsExactly("Hello");
    }

    @Test
    void with_a_store_restoring_comes_first_and_once() {
        App app = new App();

        assertThatIllegalStateException()
                .isThrownBy(() -> app.service.startChatSession(REQUEST))
                .withMessageContaining("restore");
        assertThatIllegalStateException().isThrownBy(() -> app.service.resume("s-1"));
        assertThatIllegalStateException().isThrownBy(app.service::restore);
        app.time.runDue();
        assertThat(app.restored).isCompletedWithValue(Optional.empty());
        assertThatIllegalStateException().isThrownBy(app.service::restore);
    }

    @Test
    void closing_fails_a_restore_that_is_under_way() {
        App app = new App();

        app.service.close();
        app.time.runDue();

        assertThat(app.restored).isCompletedExceptionally();
    }

    @Test
    void without_a_store_there_is_nothing_to_restore() {
        ScriptedScheduler time = new ScriptedScheduler();
        ChatService service =
                ChatService.builder(api).scheduler(time).executor(Runnable::run).build();

        assertThat(service.restore()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void files_of_the_device_are_uploaded_by_the_next_process(@TempDir Path folder) throws Exception {
        File photo = Files.writeString(folder.resolve("photo.txt"), "content").toFile();
        App first = new App();
        String session = first.start();
        api.goOffline();
        first.service.sendMessage(MessageDraft.builder("look")
                .files(List.of(OutgoingFile.of(photo)))
                .metadata(Map.of("a", List.of(1, "b")))
                .build());
        first.service.sendMessage(MessageDraft.builder("gone")
                .files(List.of(OutgoingFile.builder("a.txt", 1, () -> {
                            throw new IOException("of the first process");
                        })
                        .build()))
                .build());
        first.time.runDue();
        api.goOnline();

        App second = new App();
        second.restored();
        second.time.advance(INTERVAL);

        assertThat(api.texts(session)).containsExactly("look");
        assertThat(second.service.messages())
                .extracting(ChatMessage::text, ChatMessage::state)
                .startsWith(tuple("look", DeliveryState.SENT));
        ChatAttachment gone = second.service.messages().get(1).attachments().get(0);
        assertThatIOException().isThrownBy(() -> gone.source().orElseThrow().open());
        assertThat(second.service.messages().get(0).metadata()).isEqualTo(Map.of("a", List.of(1, "b")));
    }

    /** What a customer does in the test of all steps. */
    enum Deed {
        SEND(FakeCall.SEND, 1, 1),
        /** An edit is written to the store while it is sent, not before. */
        EDIT(FakeCall.EDIT, 3, 2),
        END(FakeCall.END, 1, 1),
        RATE(FakeCall.RATE, 1, 1);

        private final FakeCall call;
        private final int failures;
        private final int keptAfter;

        /**
         * @param failures how often the call fails at first
         * @param keptAfter the number of steps after which the deed is in the store
         */
        Deed(FakeCall call, int failures, int keptAfter) {
            this.call = call;
            this.failures = failures;
            this.keptAfter = keptAfter;
        }

        FakeFailure failure() {
            return this == EDIT ? FakeFailure.lostRequest() : FakeFailure.lostAnswer();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_process_that_is_killed_at_any_step_leaves_everything_there_once(Deed deed) {
        for (int steps = 0; steps < 25; steps++) {
            killAfter(steps, deed);
        }
    }

    /** Kills a process after so many steps of its scheduler since the deed, of which the first ones write to the store. */
    private void killAfter(int steps, Deed deed) {
        FakeChatApi desk = new FakeChatApi();
        MessageStore disk = MessageStore.inMemory();
        AtomicInteger names = new AtomicInteger();
        StepByStep time = new StepByStep();
        Recording shown = new Recording();
        ChatService first = over(desk, disk, names, time, shown);
        first.restore();
        time.run(1);
        first.startChatSession(REQUEST);
        time.run(10);
        String session = first.sessionId().orElseThrow();
        if (deed == Deed.RATE) {
            desk.agentEnds(session, "done");
            time.scripted.advance(INTERVAL);
            time.run(10);
        }
        if (deed == Deed.EDIT) {
            first.sendMessage("oen");
            time.run(10);
        }
        shown.news();
        desk.failNext(deed.call, deed.failures, deed.failure());
        List<String> expected = new ArrayList<>();
        if (deed == Deed.EDIT) {
            first.editMessage(first.messages().get(0).messageId(), "one");
            expected.add("one");
        }
        if (deed == Deed.SEND || deed == Deed.END) {
            first.sendMessage("one");
            first.sendMessage("two");
            expected.addAll(List.of("one", "two"));
        }
        if (deed == Deed.END) {
            first.endChatSession();
        }
        if (deed == Deed.RATE) {
            first.submitRating(5);
        }
        time.run(steps);

        ScriptedScheduler later = new ScriptedScheduler();
        Recording restored = new Recording();
        ChatService second = over(desk, disk, names, later, restored);
        CompletableFuture<Optional<RestoredChat>> chat = second.restore();
        later.advance(Duration.ofMinutes(1));

        List<String> shownByFirst = shown.heard.stream()
                .filter(line -> line.startsWith("shown"))
                .map(line -> line.replaceAll("^shown (.*) [A-Z]+$", "$1"))
                .toList();
        assertThat(chat.join()).isPresent();
        assertThat(desk.texts(session))
                .as("after %d steps", steps)
                .containsAll(shownByFirst)
                .doesNotHaveDuplicates();
        assertThat(second.messages().stream().map(ChatMessage::text)).containsExactlyElementsOf(desk.texts(session));
        assertThat(second.messages())
                .extracting(ChatMessage::state)
                .doesNotContain(DeliveryState.SENDING, DeliveryState.FAILED);
        assertThat(second.messages()).noneMatch(ChatMessage::isChangePending);
        if (steps >= deed.keptAfter) {
            assertThat(desk.texts(session)).containsExactlyElementsOf(expected);
            assertThat(desk.count(FakeCall.END) > 0).isEqualTo(deed == Deed.END);
            assertThat(second.unreadCount()).isZero();
            assertThat(desk.count(FakeCall.RATE) > 0).isEqualTo(deed == Deed.RATE);
        }
    }

    private static ChatService over(
            FakeChatApi desk, MessageStore disk, AtomicInteger names, ChatScheduler time, ChatListener listener) {
        return ChatService.builder(desk)
                .listener(listener)
                .scheduler(time)
                .executor(Runnable::run)
                .random(new NoJitter())
                .ids(() -> "id-" + names.incrementAndGet())
                .messageStore(disk)
                .build();
    }

    /** Runs a number of the steps that are due, one by one. */
    private static final class StepByStep implements ChatScheduler {
        private final ScriptedScheduler scripted = new ScriptedScheduler();
        private final List<Runnable> due = new ArrayList<>();

        @Override
        public long nanoTime() {
            return scripted.nanoTime();
        }

        @Override
        public Task after(Duration delay, Runnable step) {
            Task task = scripted.after(delay, () -> due.add(step));
            return () -> {
                task.cancel();
                due.remove(step);
            };
        }

        /** Runs so many steps, and lets time pass where none is due. */
        void run(int steps) {
            for (int run = 0; run < steps; run++) {
                scripted.runDue();
                scripted.planned().stream()
                        .filter(delay -> due.isEmpty())
                        .findFirst()
                        .ifPresent(scripted::advance);
                if (!due.isEmpty()) {
                    due.remove(0).run();
                }
            }
        }
    }
}
