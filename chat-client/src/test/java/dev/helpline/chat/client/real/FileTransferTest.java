package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.attachment.AttachmentLink;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.service.ChatAttachment;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.MessageDraft;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.fault.LinkFault;
import dev.helpline.chat.testkit.fault.LinkFault.Direction;
import dev.helpline.chat.testkit.fault.LinkFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go up and down over real connections, also over bad ones. */
@Timeout(120)
class FileTransferTest {
    private static final int PART = 256 * 1024;

    private final RealServer server = new RealServer.Setup().start();
    private final FaultProxy way = FaultProxy.before(server.port());
    private final HelplineClient alice = RealServer.client(way.port(), () -> server.customerToken("alice"));
    private final HelplineClient sarah = server.agent("sarah");
    private final byte[] content = bytes(3 * PART + 1000);
    private final OutgoingFile file = file("f-1", content);
    private final String session = alice.chat()
            .startSession(SessionRequest.builder().build())
            .execute()
            .sessionId();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        alice.close();
        sarah.close();
        way.close();
        server.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(20_260_105).nextBytes(bytes);
        return bytes;
    }

    private static OutgoingFile file(String id, byte[] content) {
        return OutgoingFile.builder("photo.txt", content.length, () -> new ByteArrayInputStream(content))
                .attachmentId(id)
                .build();
    }

    private void send(HelplineClient by, String attachmentId) {
        OutgoingMessage message = OutgoingMessage.builder(session, "here")
                .attachments(List.of(attachmentId))
                .build();
        (by == sarah ? sarah.support().sendMessage(message) : by.chat().sendMessage(message)).execute();
    }

    private byte[] read(AttachmentApi files, String attachmentId) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        files.download(session, attachmentId, 0, to).execute();
        return to.toByteArray();
    }

    /** Makes a call and its copies until one succeeds. Returns how often it failed. */
    private static int failuresOf(ChatCall<?> first) {
        int failures = 0;
        for (ChatCall<?> call = first; failures < 50; call = call.copy()) {
            try {
                call.execute();
                return failures;
            } catch (ChatApiException failure) {
                assertThat(failure.isRetryable()).as(failure.getMessage()).isTrue();
                failures++;
            }
        }
        throw new AssertionError("failed 50 times");
    }

    @Test
    void both_sides_upload_files_and_read_them() {
        List<Long> progress = new ArrayList<>();
        Attachment photo = alice.chat()
                .attachments()
                .upload(session, file, (received, size) -> progress.add(received))
                .execute();
        send(alice, photo.attachmentId());
        Attachment invoice = sarah.support()
                .attachments()
                .upload(
                        session,
                        OutgoingFile.builder("invoice.txt", 4, () -> new ByteArrayInputStream(bytes(4)))
                                .build())
                .execute();
        send(sarah, invoice.attachmentId());

        assertThat(progress).containsExactly(0L, 1L * PART, 2L * PART, 3L * PART, 3L * PART + 1000);
        assertThat(photo.size()).isEqualTo(content.length);
        assertThat(read(sarah.support().attachments(), "f-1")).isEqualTo(content);
        assertThat(read(alice.chat().attachments(), invoice.attachmentId())).isEqualTo(bytes(4));
        assertThat(sarah.support().newestMessages(session).execute().messages())
                .flatExtracting(Message::attachments)
                .containsExactly(photo, invoice);
    }

    /** The first connection, which the client has from the start of the session, is not disturbed but used up. */
    private void disturb(LinkFault... faults) {
        way.resetAll();
        way.next(faults);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "HALF_CLOSE"})
    void an_upload_that_is_cut_within_a_part_continues_with_this_part(Kind kind) {
        disturb(LinkFault.of(kind, Direction.TO_SERVER, PART + PART / 2));
        List<Long> progress = new ArrayList<>();

        failuresOf(alice.chat().attachments().upload(session, file, (received, size) -> progress.add(received)));

        send(alice, "f-1");
        assertThat(way.accepted()).isGreaterThan(2); // the one before, the one that was cut, and another one
        assertThat(progress).filteredOn(received -> received == 0).hasSize(1);
        assertThat(progress).isSorted().endsWith((long) content.length);
        assertThat(read(sarah.support().attachments(), "f-1")).isEqualTo(content);
    }

    @Test
    void a_part_whose_reply_is_lost_is_not_stored_twice() {
        disturb(LinkFault.cutToClient(600)); // the reply to the start passes, that to a part does not

        failuresOf(alice.chat().attachments().upload(session, file));

        send(alice, "f-1");
        assertThat(read(sarah.support().attachments(), "f-1")).isEqualTo(content);
        assertThat(server.files()).isEqualTo(1);
    }

    @Test
    void bytes_that_trickle_arrive_all_the_same() {
        disturb(LinkFault.of(Kind.TRICKLE, Direction.TO_SERVER, 3L * PART - 2000));

        Attachment stored = alice.chat().attachments().upload(session, file).execute();

        assertThat(stored.size()).isEqualTo(content.length);
    }

    @Test
    void an_error_page_of_a_proxy_in_place_of_a_reply_only_repeats_the_part() {
        AtomicInteger parts = new AtomicInteger();
        Interceptor proxy = chain -> {
            Response response = chain.proceed(chain.request());
            if (!chain.request().method().equals("PUT") || parts.incrementAndGet() != 2) {
                return response;
            }
            response.close(); // the part is stored
            return response.newBuilder()
                    .code(502)
                    .body(ResponseBody.create("<html>Bad gateway</html>", MediaType.get("text/html")))
                    .build();
        };
        try (HelplineClient behind = through(proxy)) {
            int failures = failuresOf(behind.chat().attachments().upload(session, file));

            assertThat(failures).isEqualTo(1);
            assertThat(parts).hasValue(4); // the server had the second part, which is not sent again
        }
        send(alice, "f-1");
        assertThat(read(sarah.support().attachments(), "f-1")).isEqualTo(content);
    }

    @Test
    void an_upload_that_is_cancelled_leaves_nothing_on_the_server() {
        ChatCall<Attachment>[] upload = upload();
        upload[0] = alice.chat().attachments().upload(session, file, (received, size) -> {
            if (received == PART) {
                upload[0].cancel();
            }
        });

        ChatApiException failure = catchThrowableOfType(ChatApiException.class, () -> upload[0].execute());
        alice.chat().attachments().cancelUpload(session, "f-1").execute();

        assertThat(failure.code()).isEqualTo(ErrorCodes.CANCELED);
        assertThat(upload[0].isCanceled()).isTrue();
        assertThat(server.files()).isZero();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, for a listener that knows its call
    private static ChatCall<Attachment>[] upload() {
        return new ChatCall[1];
    }

    @Test
    void a_file_that_has_become_shorter_fails_its_upload_for_good() {
        OutgoingFile shorter = OutgoingFile.builder(
                        "log.txt", content.length, () -> new ByteArrayInputStream(bytes(PART + 5)))
                .attachmentId("f-2")
                .build();

        ChatApiException failure = catchThrowableOfType(
                ChatApiException.class,
                () -> alice.chat().attachments().upload(session, shorter).execute());

        assertThat(failure.code()).isEqualTo(ErrorCodes.FILE_UNREADABLE);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void a_message_whose_file_cannot_be_read_fails_and_lets_the_next_one_pass() {
        OutgoingFile gone = OutgoingFile.builder("gone.txt", 5, () -> {
                    throw new IOException("no such file");
                })
                .build();
        Screen screen = new Screen();
        try (FastScheduler scheduler = new FastScheduler();
                ChatService chat = ChatService.builder(alice.chat())
                        .scheduler(scheduler)
                        .listener(screen)
                        .build()) {
            chat.resume(session);
            chat.sendMessage(MessageDraft.builder("see").files(List.of(gone)).build());
            chat.sendMessage("next");
            screen.awaitSent(1);

            assertThat(screen.texts(DeliveryState.FAILED)).containsExactly("see");
            assertThat(chat.messages())
                    .filteredOn(message -> message.text().equals("see"))
                    .extracting(ChatMessage::failureCode)
                    .containsExactly(Optional.of(ErrorCodes.FILE_UNREADABLE));
        }
    }

    @Test
    void a_source_is_read_part_by_part() {
        List<Integer> readPerOpening = new ArrayList<>();
        OutgoingFile counted = OutgoingFile.builder("photo.txt", content.length, () -> {
                    int opening = readPerOpening.size();
                    readPerOpening.add(0);
                    return new ByteArrayInputStream(content) {
                        @Override
                        public synchronized int read(byte[] to, int offset, int length) {
                            int read = super.read(to, offset, length);
                            readPerOpening.set(opening, readPerOpening.get(opening) + read);
                            return read;
                        }
                    };
                })
                .build();

        alice.chat().attachments().upload(session, counted).execute();

        assertThat(readPerOpening).containsExactly(PART, PART, PART, 1000);
    }

    /** A client whose requests and responses pass through an interceptor. */
    private HelplineClient through(Interceptor interceptor) {
        return HelplineClient.builder(RealServer.url(server.port()))
                .client(new OkHttpClient.Builder().addInterceptor(interceptor).build())
                .tokens(() -> server.customerToken("alice"))
                .build();
    }

    @Test
    void a_page_of_a_portal_in_place_of_a_file_is_not_taken_for_it() {
        alice.chat().attachments().upload(session, file).execute();
        send(alice, "f-1");
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        Interceptor portal = chain -> {
            Response response = chain.proceed(chain.request());
            response.close();
            return response.newBuilder()
                    .removeHeader("Content-Disposition")
                    .body(ResponseBody.create("<html>Please sign in</html>", MediaType.get("text/html")))
                    .build();
        };

        try (HelplineClient behind = through(portal)) {
            ChatApiException failure = catchThrowableOfType(
                    ChatApiException.class,
                    () -> behind.chat()
                            .attachments()
                            .download(session, "f-1", 0, to)
                            .execute());

            assertThat(failure.code()).isEqualTo(ErrorCodes.MALFORMED_RESPONSE);
            assertThat(failure.isRetryable()).isTrue();
        }
        assertThat(to.size()).isZero();
    }

    @Test
    void a_download_continues_also_where_ranges_are_ignored() {
        alice.chat().attachments().upload(session, file).execute();
        send(alice, "f-1");
        ByteArrayOutputStream to = new ByteArrayOutputStream();

        try (HelplineClient behind = through(chain ->
                chain.proceed(chain.request().newBuilder().removeHeader("Range").build()))) {
            behind.chat().attachments().download(session, "f-1", PART + 7, to).execute();
        }

        assertThat(to.toByteArray()).isEqualTo(Arrays.copyOfRange(content, PART + 7, content.length));
    }

    @Test
    void a_file_that_is_fetched_twice_at_a_time_is_whole_for_both() throws Exception {
        Attachment stored = alice.chat().attachments().upload(session, file).execute();
        send(alice, "f-1");
        AttachmentCache cache = AttachmentCache.builder(folder.toFile()).build();
        way.pause(); // both have begun before the first byte arrives
        List<CompletableFuture<File>> fetched = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        for (CompletableFuture<File> outcome : fetched) {
            cache.fetch(alice.chat().attachments(), session, stored).enqueue(new ChatCallback<File>() {
                @Override
                public void onAnswer(File answer) {
                    outcome.complete(answer);
                }

                @Override
                public void onFailure(ChatApiException failure) {
                    outcome.completeExceptionally(failure);
                }
            });
        }
        way.resume();

        for (CompletableFuture<File> outcome : fetched) {
            assertThat(Files.readAllBytes(outcome.get(1, TimeUnit.MINUTES).toPath()))
                    .isEqualTo(content);
        }
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void a_listener_that_throws_fails_only_its_upload() {
        ChatApiException failure = catchThrowableOfType(
                ChatApiException.class,
                () -> alice.chat()
                        .attachments()
                        .upload(session, file, (received, size) -> {
                            throw new IllegalStateException("a screen that is gone");
                        })
                        .execute());

        assertThat(failure.code()).isEqualTo(ErrorCodes.CLIENT_FAILURE);
        assertThat(alice.chat().attachments().upload(session, file).execute().size())
                .isEqualTo(content.length);
    }

    @Test
    void a_signed_address_opens_the_file_without_a_token() throws Exception {
        alice.chat().attachments().upload(session, file).execute();
        send(alice, "f-1");

        AttachmentLink link = alice.chat().attachments().link(session, "f-1").execute();

        byte[] read = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(link.url())).build(), BodyHandlers.ofByteArray())
                .body();
        assertThat(read).isEqualTo(content);
        assertThat(link.toString()).doesNotContain("signature");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART, 3 * PART + 999})
    void a_file_is_read_from_any_offset_on(int offset) {
        alice.chat().attachments().upload(session, file).execute();
        send(alice, "f-1");
        ByteArrayOutputStream to = new ByteArrayOutputStream();

        long written =
                alice.chat().attachments().download(session, "f-1", offset, to).execute();

        assertThat(written).isEqualTo(content.length - offset);
        assertThat(to.toByteArray()).isEqualTo(Arrays.copyOfRange(content, offset, content.length));
    }

    @Test
    void a_download_that_is_cut_continues_and_is_checked() throws Exception {
        Attachment stored = alice.chat().attachments().upload(session, file).execute();
        send(alice, "f-1");
        AttachmentCache cache = AttachmentCache.builder(folder.toFile()).build();
        disturb(LinkFault.cutToClient(PART), LinkFault.cutToClient(PART));

        ChatCall<File> fetch = cache.fetch(alice.chat().attachments(), session, stored);
        int failures = failuresOf(fetch);

        assertThat(failures).isEqualTo(2);
        File kept = cache.find(session, stored).orElseThrow();
        assertThat(Files.readAllBytes(kept.toPath())).isEqualTo(content);
        assertThat(folder.toFile().list()).containsExactly(kept.getName());
    }

    @Test
    void a_message_with_files_gets_through_a_network_that_cuts_again_and_again() throws Exception {
        AtomicInteger number = new AtomicInteger();
        way.resetAll();
        way.fromNowOn(() -> number.incrementAndGet() % 2 == 0
                ? LinkFault.cutToServer(PART + PART / 2 + number.get())
                : LinkFault.of(Kind.RESET, Direction.TO_CLIENT, 700L + number.get()));
        Screen screen = new Screen();
        AttachmentCache cache = AttachmentCache.builder(folder.toFile()).build();
        try (FastScheduler scheduler = new FastScheduler();
                ChatService chat = ChatService.builder(alice.chat())
                        .scheduler(scheduler)
                        .listener(screen)
                        .longPoll(Duration.ofSeconds(25))
                        .callAttempts(1000)
                        .attachmentCache(cache)
                        .build()) {
            chat.resume(session);
            chat.sendMessage("first");
            ChatMessage photos = chat.sendMessage(MessageDraft.builder("two files")
                    .files(List.of(file, file("f-2", bytes(2 * PART + 1))))
                    .build());
            chat.sendMessage("last");
            screen.awaitSent(3);

            assertThat(server.stored(session))
                    .extracting(
                            entry -> entry.text() + " " + entry.attachments().size())
                    .containsExactly("first 0", "two files 2", "last 0");
            assertThat(screen.wrongs()).isEmpty();
            assertThat(screen.texts(DeliveryState.SENT)).containsExactly("first", "two files", "last");
            assertThat(read(sarah.support().attachments(), "f-1")).isEqualTo(content);
            way.fromNowOn(LinkFault.none());
            File downloaded = chat.downloadAttachment(photos.messageId(), "f-1").get(1, TimeUnit.MINUTES);
            assertThat(Files.readAllBytes(downloaded.toPath())).isEqualTo(content);
            assertThat(chat.messages())
                    .filteredOn(message -> message.messageId().equals(photos.messageId()))
                    .flatExtracting(ChatMessage::attachments)
                    .extracting(ChatAttachment::uploadedBytes)
                    .containsExactly((long) content.length, 2L * PART + 1);
        }
        assertThat(Objects.requireNonNull(folder.toFile().list())).hasSize(1);
    }
}
