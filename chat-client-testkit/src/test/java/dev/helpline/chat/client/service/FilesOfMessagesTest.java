package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.MessageType;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.testkit.FakeCall;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.FakeFailure;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("FutureReturnValueIgnored") // the listener reports the outcome
class FilesOfMessagesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PART = 256 * 1024;

    private final FakeChatApi api = new FakeChatApi();
    private final ScriptedScheduler time = new ScriptedScheduler();
    private final List<String> progress = new ArrayList<>();
    private final Recording recording = new Recording() {
        @Override
        public void onMessageUpdated(ChatMessage message) {
            super.onMessageUpdated(message);
            message.attachments()
                    .forEach(file ->
                            progress.add(file.attachmentId() + " " + file.uploadedBytes() + " " + message.state()));
        }

        @Override
        public void onMessageDiscarded(ChatMessage message) {
            heard.add("discarded " + message.text());
        }
    };
    private final AtomicInteger ids = new AtomicInteger();

    @TempDir
    private Path folder;

    private final ChatService service = builder().build();

    private ChatService.Builder builder() {
        return ChatService.builder(api)
                .listener(recording)
                .scheduler(time)
                .clock(time.clock())
                .executor(Runnable::run)
                .random(new NoJitter())
                .ids(() -> "id-" + ids.incrementAndGet());
    }

    private String start() {
        service.startChatSession(SessionRequest.builder().build());
        time.runDue();
        recording.news();
        return service.sessionId().orElseThrow();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static OutgoingFile file(String id, int size) {
        byte[] content = bytes(size);
        return OutgoingFile.builder(id + ".png", size, () -> new ByteArrayInputStream(content))
                .attachmentId(id)
                .type("image/png")
                .build();
    }

    private static MessageDraft with(OutgoingFile... files) {
        return MessageDraft.builder("see this").files(List.of(files)).build();
    }

    private ChatMessage shown(int index) {
        return service.messages().get(index);
    }

    @Test
    void a_message_goes_out_when_its_files_are_uploaded_and_shows_how_far_they_are() {
        String session = start();

        ChatMessage written = service.sendMessage(with(file("a", PART + 10), file("b", 5)));
        time.runDue();

        assertThat(written.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(written.attachments())
                .extracting(ChatAttachment::uploadedBytes)
                .containsExactly(0L, 0L);
        assertThat(progress)
                .containsSubsequence(
                        "a " + PART + " SENDING", "a " + (PART + 10) + " SENDING", "b 5 SENDING", "b 5 SENT");
        assertThat(api.texts(session)).containsExactly("see this");
        assertThat(shown(0).state()).isEqualTo(DeliveryState.SENT);
        assertThat(shown(0).type()).isEqualTo(MessageType.IMAGE);
        assertThat(shown(0).attachments())
                .allSatisfy(file -> assertThat(file.stored()).isPresent());
        recording.news();
        time.advance(INTERVAL);
        assertThat(recording.news()).isEmpty(); // what the poll brings is known
    }

    @Test
    void what_was_written_later_waits_for_the_files() {
        String session = start();
        api.goOffline();
        service.sendMessage("before");
        service.sendMessage(with(file("a", 3 * PART)));
        service.sendMessage("as you see there");
        time.advance(MINUTE);

        api.goOnline();
        time.advance(MINUTE);

        assertThat(api.texts(session)).containsExactly("before", "see this", "as you see there");
    }

    @Test
    void a_message_may_consist_of_files_alone() {
        String session = start();

        service.sendMessage(
                MessageDraft.builder("").files(List.of(file("a", 3))).build());
        time.runDue();

        assertThat(api.texts(session)).containsExactly("");
        assertThatIllegalArgumentException().isThrownBy(() -> service.sendMessage(MessageDraft.of(" ")));
    }

    static Stream<Arguments> tooMuch() {
        OutgoingFile small = file("a", 1);
        return Stream.of(
                Arguments.of(Collections.nCopies(6, small), ErrorCodes.INVALID_MESSAGE_DATA),
                Arguments.of(List.of(small, file("b", 0)), ErrorCodes.INVALID_ATTACHMENT),
                Arguments.of(
                        List.of(OutgoingFile.builder("film", 10_485_761, () -> new ByteArrayInputStream(new byte[0]))
                                .build()),
                        ErrorCodes.ATTACHMENT_TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void files_beyond_the_limits_fail_their_message_before_a_byte_is_sent(List<OutgoingFile> files, String code) {
        String session = start();

        service.sendMessage(MessageDraft.builder("too much").files(files).build());
        service.sendMessage("next");
        time.runDue();

        assertThat(shown(0).state()).isEqualTo(DeliveryState.SENT); // "next", which has a number
        assertThat(shown(1).failureCode()).contains(code);
        assertThat(api.texts(session)).containsExactly("next");
        assertThat(api.count(FakeCall.UPLOAD)).isZero();
    }

    /** Plans a failure of the next part each time that a part has got through; at most so often. */
    private void failAfterEachPart(int times, FakeFailure failure) {
        AtomicInteger planned = new AtomicInteger();
        service.addListener(new ChatListener() {
            @Override
            public void onMessageUpdated(ChatMessage message) {
                if (message.state() == DeliveryState.SENDING && planned.getAndIncrement() < times) {
                    api.failNext(FakeCall.UPLOAD, 1, failure);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void an_upload_continues_where_it_broke_off(FakeFailure failure) {
        String session = start();
        failAfterEachPart(1, failure);

        service.sendMessage(with(file("a", 4 * PART)));
        time.advance(MINUTE);

        assertThat(shown(0).state()).isEqualTo(DeliveryState.SENT);
        assertThat(api.texts(session)).containsExactly("see this");
        assertThat(api.count(FakeCall.UPLOAD))
                .isLessThanOrEqualTo(7); // two starts, four parts, and the one that failed
        assertThat(progress)
                .startsWith("a " + PART + " SENDING", "a " + 2 * PART + " SENDING", "a " + 3 * PART + " SENDING");
    }

    static Stream<FakeFailure> failures() {
        return Stream.of(
                FakeFailure.lostRequest(),
                FakeFailure.lostAnswer(),
                FakeFailure.refusal(503, "STORE_UNAVAILABLE"),
                FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofSeconds(5)));
    }

    @Test
    void delays_do_not_grow_while_an_upload_moves() {
        start();
        failAfterEachPart(20, FakeFailure.lostAnswer());

        service.sendMessage(with(file("a", 40 * PART)));
        time.advance(MINUTE);

        assertThat(shown(0).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void a_file_that_the_server_does_not_accept_fails_its_message_alone() {
        String session = start();
        api.failNext(FakeCall.UPLOAD, 1, FakeFailure.refusal(400, "INVALID_ATTACHMENT"));
        ChatMessage refused = service.sendMessage(with(file("a", 3)));
        service.sendMessage("next");
        time.runDue();
        assertThat(shown(1).failureCode()).contains(ErrorCodes.INVALID_ATTACHMENT);

        service.retry(refused.messageId());
        time.runDue();

        assertThat(api.texts(session)).containsExactly("next", "see this");
    }

    @Test
    void a_lost_reply_to_the_message_itself_stores_it_once() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        service.sendMessage(with(file("a", 3)));
        time.advance(MINUTE);

        assertThat(api.texts(session)).containsExactly("see this");
        assertThat(api.count(FakeCall.UPLOAD)).isEqualTo(2); // its start and its part: it is not uploaded again
    }

    @Test
    void a_file_that_the_server_has_deleted_meanwhile_is_uploaded_once_more() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostRequest());
        service.sendMessage(with(file("a", PART + 1), file("b", 2)));
        time.runDue();
        api.loseFile(session, "a");

        time.advance(MINUTE);

        assertThat(shown(0).state()).isEqualTo(DeliveryState.SENT);
        assertThat(shown(0).attachments()).hasSize(2);
    }

    @Test
    void a_message_whose_files_are_being_uploaded_can_be_discarded_and_leaves_nothing() {
        String session = start();
        api.failNext(FakeCall.UPLOAD, 1, FakeFailure.lostAnswer());
        ChatMessage written = service.sendMessage(with(file("a", 3 * PART)));
        service.sendMessage("next");
        time.runDue();
        assertThat(api.fileIds(session)).containsExactly("a");
        recording.news();

        boolean discarded = service.discardMessage(written.messageId());
        time.runDue();

        assertThat(discarded).isTrue();
        assertThat(recording.news()).startsWith("discarded see this");
        assertThat(api.fileIds(session)).isEmpty();
        assertThat(api.texts(session)).containsExactly("next");
        time.advance(MINUTE);
        assertThat(service.messages()).extracting(ChatMessage::text).containsExactly("next");
    }

    @Test
    void a_message_that_the_server_may_have_is_not_discarded() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        ChatMessage unknown = service.sendMessage(with(file("a", 3)));
        time.runDue();

        assertThat(service.discardMessage(unknown.messageId())).isFalse();
        time.advance(MINUTE);
        assertThat(service.discardMessage(unknown.messageId())).isFalse();
        assertThat(api.texts(session)).containsExactly("see this");
        assertThatIllegalArgumentException().isThrownBy(() -> service.discardMessage("unknown"));
    }

    @Test
    void an_upload_continues_in_the_next_run_of_the_app() {
        String session = start();
        OutgoingFile large = file("a", 3 * PART);
        api.failNext(FakeCall.UPLOAD, 1, FakeFailure.lostAnswer());
        service.sendMessage(with(large));
        time.runDue();
        UnsentMessage kept = UnsentMessage.of(shown(0));
        service.close();
        ChatService next = builder().build();

        next.resume(session, List.of(kept));
        time.advance(MINUTE);

        assertThat(kept.files()).extracting(OutgoingFile::attachmentId).containsExactly(large.attachmentId());
        assertThat(api.texts(session)).containsExactly("see this");
        assertThat(api.fileIds(session)).containsExactly("a");
    }

    @Test
    void a_withdrawn_message_has_no_files_any_more() {
        start();
        ChatMessage sent = service.sendMessage(with(file("a", 3)));
        time.advance(INTERVAL);

        service.withdrawMessage(sent.messageId());
        time.advance(INTERVAL);

        assertThat(shown(0).attachments()).isEmpty();
    }

    @Test
    void a_file_of_an_agent_is_downloaded_once_and_kept() throws Exception {
        String session = start();
        String messageId = api.agentAttaches(session, "your invoice", "invoice.txt", bytes(1000));
        time.advance(INTERVAL);
        ChatAttachment invoice = shown(0).attachments().get(0);
        AttachmentCache cache = AttachmentCache.builder(folder.toFile()).build();
        ChatService other = builder().attachmentCache(cache).build();
        other.resume(session);
        time.runDue();
        api.failNext(FakeCall.DOWNLOAD, 1, FakeFailure.lostRequest());

        CompletableFuture<File> first = other.downloadAttachment(messageId, invoice.attachmentId());
        time.advance(INTERVAL);
        api.goOffline();
        CompletableFuture<File> second = other.downloadAttachment(messageId, invoice.attachmentId());
        time.runDue();

        assertThat(Files.readAllBytes(first.join().toPath())).isEqualTo(bytes(1000));
        assertThat(second.join()).isEqualTo(first.join());
        assertThat(api.count(FakeCall.DOWNLOAD)).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> other.downloadAttachment(messageId, "unknown"));
        assertThatIllegalStateException()
                .isThrownBy(() -> service.downloadAttachment(messageId, invoice.attachmentId()));
    }

    @Test
    void files_of_a_message_that_is_withdrawn_leave_the_cache() {
        String session = start();
        AttachmentCache cache = AttachmentCache.builder(folder.toFile()).build();
        ChatService other = builder().attachmentCache(cache).build();
        service.sendMessage(with(file("a", 3)));
        ChatMessage withdrawnElsewhere = service.sendMessage(with(file("b", 4)));
        time.advance(INTERVAL);
        other.resume(session);
        time.runDue();
        List<File> files = other.messages().stream()
                .flatMap(message -> message.attachments().stream()
                        .map(file -> other.downloadAttachment(message.messageId(), file.attachmentId())))
                .peek(unused -> time.runDue())
                .map(CompletableFuture::join)
                .toList();
        assertThat(files).hasSize(2).allSatisfy(file -> assertThat(file).exists());

        service.withdrawMessage(withdrawnElsewhere.messageId());
        time.advance(INTERVAL);

        assertThat(files.get(0)).exists();
        assertThat(files.get(1)).doesNotExist();
    }
}
