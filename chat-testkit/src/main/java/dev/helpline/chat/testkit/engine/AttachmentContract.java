package dev.helpline.chat.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.attachment.Attachments;
import dev.helpline.chat.core.attachment.Download;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.attachment.UploadStatus;
import dev.helpline.chat.core.attachment.UploadStream;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.guest.GuestSession;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileContent;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.testkit.fault.Fault;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.fault.Gate;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploading files, sending them and reading them. */
abstract class AttachmentContract extends EngineTest {
    private static final byte[] NOTES = "some notes".getBytes(UTF_8);

    /** More bytes than two chunks have. */
    private static final byte[] LONG = longContent();

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final MemoryBlobStore blobs = new MemoryBlobStore(time);

    @BeforeEach
    void openEngineForFiles() {
        restart(policy());
    }

    private void restart(AttachmentPolicy.Builder policy) {
        engine.close();
        engine = engineWithFiles(store, policy);
    }

    private static AttachmentPolicy.Builder policy() {
        return AttachmentPolicy.builder().uploads(null).unusedLifetime(LIFETIME);
    }

    private ChatEngine engineWithFiles(ChatStore over, AttachmentPolicy.Builder policy) {
        return engineWithFiles(over, unlimited().attachments(policy.build()));
    }

    private ChatEngine engineWithFiles(ChatStore over, ChatPolicy.Builder policy) {
        return closing(engineBuilder(over, policy.build())
                .attachments(blobs, AttachmentContract::typeOf)
                .fileScanner(content -> !beginsWith(content, "virus"))
                .build());
    }

    /** Files of these tests say at their beginning what they are. */
    private static Optional<FileType> typeOf(FileContent content) {
        if (beginsWith(content, "image")) {
            return Optional.of(new FileType("image/png", 70, 30));
        }
        if (beginsWith(content, "bomb")) {
            return Optional.of(new FileType("image/png", 2_000_000, 2_000_000));
        }
        if (beginsWith(content, "html")) {
            return Optional.of(FileType.of("text/html"));
        }
        return beginsWith(content, "?") ? Optional.empty() : Optional.of(FileType.of("text/plain"));
    }

    private static boolean beginsWith(FileContent content, String beginning) {
        return new String(content.read(0, beginning.length()), UTF_8).equals(beginning);
    }

    private static byte[] longContent() {
        byte[] bytes = new byte[2 * BlobStore.CHUNK_BYTES + 1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    // --- uploading ------------------------------------------------------------------------------------------------

    @Test
    void a_file_is_uploaded_sent_and_read_by_both_sides() throws NoSuchAlgorithmException {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);

        Entry sent = carla().send(withFiles(session, "m1", "see here", file));

        assertThat(file.name()).isEqualTo("notes.txt");
        assertThat(file.size()).isEqualTo(NOTES.length);
        assertThat(file.type()).isEqualTo(FileType.of("text/plain"));
        assertThat(file.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(NOTES)));
        assertThat(sent.attachments()).containsExactly(file);
        assertThat(sent.type()).isEqualTo("file");
        assertThat(carla().poll(everything(session, null)).messages()).contains(sent);
        assertThat(anton().poll(everything(session, null)).messages()).contains(sent);
        assertThat(content(anton(), session, file)).isEqualTo(NOTES);
        assertThat(content(carla(), session, file)).isEqualTo(NOTES);
    }

    @Test
    void a_long_file_comes_back_byte_by_byte_and_from_any_place() {
        SessionId session = active();
        Attachment file = uploaded(anton(), session, "long.txt", LONG);
        anton().send(withFiles(session, "m1", "", file));

        Download download = carla().attachments().open(session, file.id());

        assertThat(content(carla(), session, file)).isEqualTo(LONG);
        assertThat(download.read(BlobStore.CHUNK_BYTES - 1, 1)).containsExactly(LONG[BlobStore.CHUNK_BYTES - 1]);
        assertThat(download.read(BlobStore.CHUNK_BYTES, 2)).hasSize(2).startsWith(LONG[BlobStore.CHUNK_BYTES]);
        assertThat(download.read(LONG.length - 1, 100)).containsExactly(LONG[LONG.length - 1]);
        assertThat(download.read(LONG.length, 1)).isEmpty();
    }

    @Test
    void images_alone_make_a_message_of_type_image() {
        SessionId session = active();
        Attachment image = uploaded(carla(), session, "a.png", "image".getBytes(UTF_8));
        Attachment another = uploaded(carla(), session, "b.png", "image 2".getBytes(UTF_8));

        Entry sent = carla().send(withFiles(session, "m1", "", image, another));

        assertThat(sent.type()).isEqualTo("image");
        assertThat(image.type()).isEqualTo(new FileType("image/png", 70, 30));
    }

    @Test
    void the_engine_names_an_upload_that_its_client_did_not_name() {
        SessionId session = active();
        StartUpload request =
                StartUpload.builder(session, "notes.txt", NOTES.length).build();

        Attachment one = carla().attachments().upload(request, new ByteArrayInputStream(NOTES));
        Attachment two = carla().attachments().upload(request, new ByteArrayInputStream(NOTES));

        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void a_guest_who_signs_in_sends_what_was_uploaded_before_and_continues_an_upload() {
        engine.close();
        engine = engineWithFiles(
                store, unlimited().guests(GuestPolicy.builder().build()).attachments(policy().build()));
        GuestSession started = engine.guests().start(StartSession.PLAIN, null);
        SessionId session = watched(started.view().session().id());
        CustomerChat guest = engine.customer(
                Principal.customer(stored(session).customer().id().value(), null).toBuilder()
                        .guest(true)
                        .build());
        Attachment file = uploaded(guest, session, "notes.txt", NOTES);
        try (UploadStream upload = guest.attachments().upload(request(session, "f1", LONG))) {
            upload.write(LONG, 0, BlobStore.CHUNK_BYTES);
        }

        carla().takeOver(started.token());
        try (UploadStream upload = carla().attachments().resume(session, new AttachmentId("f1"))) {
            upload.write(LONG, BlobStore.CHUNK_BYTES, LONG.length - BlobStore.CHUNK_BYTES);
            Entry sent = carla().send(withFiles(session, "m1", "", file, upload.finish()));
            assertThat(sent.attachments()).hasSize(2);
        }

        assertThat(content(carla(), session, file)).isEqualTo(NOTES);
        assertThat(refusalOf(() -> customer("eve").attachments().open(session, file.id()))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void a_message_with_files_reopens_its_session() {
        engine.close();
        engine = engineWithFiles(
                store, unlimited().reopenWindow(Duration.ofHours(1)).attachments(policy().build()));
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        anton().end(EndSession.of(session));

        Entry sent = carla().send(withFiles(session, "m1", "one more thing", file));

        assertThat(stored(session).state().isOpen()).isTrue();
        assertThat(sent.attachments()).containsExactly(file);
        assertThat(carla().send(withFiles(session, "m1", "one more thing", file)))
                .isEqualTo(sent);
        assertThat(content(anton(), session, file)).isEqualTo(NOTES);
    }

    @Test
    void an_upload_that_broke_off_goes_on_behind_what_is_stored() {
        SessionId session = active();
        try (UploadStream upload = carla().attachments().upload(request(session, "f1", LONG))) {
            upload.write(LONG, 0, BlobStore.CHUNK_BYTES + 10);
        }

        UploadStatus status = carla().attachments().status(session, new AttachmentId("f1"));
        assertThat(status)
                .isEqualTo(UploadStatus.builder(LONG.length)
                        .received(BlobStore.CHUNK_BYTES)
                        .build());
        try (UploadStream upload = carla().attachments().upload(request(session, "f1", LONG))) {
            int received = Math.toIntExact(upload.received());
            assertThat(received).isEqualTo(BlobStore.CHUNK_BYTES);
            upload.write(LONG, received, LONG.length - received);
            Attachment file = upload.finish();
            carla().send(withFiles(session, "m1", "", file));
            assertThat(content(anton(), session, file)).isEqualTo(LONG);
        }
    }

    @Test
    void a_complete_upload_that_is_started_again_is_complete_at_once() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);

        StartUpload again = StartUpload.builder(session, "notes.txt", NOTES.length)
                .id(file.id())
                .build();
        try (UploadStream upload = carla().attachments().upload(again)) {
            assertThat(upload.received()).isEqualTo(NOTES.length);
            assertThat(upload.finish()).isEqualTo(file);
        }
        assertThat(carla().attachments().status(session, file.id()))
                .isEqualTo(UploadStatus.builder(NOTES.length)
                        .received(NOTES.length)
                        .attachment(file)
                        .build());
    }

    @Test
    void no_late_writer_changes_a_file() {
        SessionId session = active();
        UploadStream late = carla().attachments().upload(request(session, "f1", NOTES));
        Attachment file = uploaded(carla(), session, "f1", NOTES);
        carla().send(withFiles(session, "m1", "", file));

        late.write("SOME VIRUS".getBytes(UTF_8), 0, NOTES.length);
        late.finish();

        assertThat(content(anton(), session, file)).isEqualTo(NOTES);
    }

    @Test
    void an_upload_with_missing_bytes_is_not_finished_and_can_go_on() {
        SessionId session = active();
        UploadStream upload = carla().attachments().upload(request(session, "f1", LONG));
        upload.write(LONG, 0, LONG.length - 1);

        ChatException refusal = refusalOf(upload::finish);

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ATTACHMENT);
        assertThat(refusal.details()).containsEntry("reason", "incomplete");
        upload.write(LONG, LONG.length - 1, 1);
        assertThat(upload.finish().size()).isEqualTo(LONG.length);
    }

    @Test
    void a_file_never_becomes_longer_than_its_upload_said() {
        SessionId session = active();
        UploadStream upload = carla().attachments().upload(request(session, "f1", NOTES));
        upload.write(NOTES, 0, NOTES.length);

        assertThat(refusalOf(() -> upload.write(NOTES, 0, 1)).details()).containsEntry("reason", "size");
        assertThat(upload.finish().size()).isEqualTo(NOTES.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"html: <script>", "? unknown", "bomb: a huge image", "virus"})
    void a_file_that_is_not_accepted_leaves_nothing(String content) {
        SessionId session = active();
        byte[] bytes = content.getBytes(UTF_8);

        ChatException refusal = refusalOf(() -> uploaded(carla(), session, "image.png", bytes));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ATTACHMENT);
        assertThat(refusal.details()).containsKey("reason");
        assertThat(blobs.list(null, 10)).isEmpty();
        assertThat(store.uploadedBytes(session)).isZero();
    }

    @Test
    void an_upload_that_is_cancelled_leaves_nothing() {
        SessionId session = active();
        UploadStream upload = carla().attachments().upload(request(session, "f1", LONG));
        upload.write(LONG, 0, LONG.length - 1);

        carla().attachments().cancel(session, upload.id());

        assertThat(blobs.list(null, 10)).isEmpty();
        assertThat(store.findUpload(session, upload.id())).isEmpty();
        assertThat(refusalOf(upload::finish).code()).isEqualTo(ErrorCode.ATTACHMENT_NOT_FOUND);
    }

    @Test
    void a_file_of_a_message_cannot_be_cancelled() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        carla().send(withFiles(session, "m1", "", file));

        assertThat(refusalOf(() -> carla().attachments().cancel(session, file.id()))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENT_CONFLICT);
        assertThat(content(anton(), session, file)).isEqualTo(NOTES);
    }

    @Test
    void an_id_belongs_to_one_file_of_one_participant() {
        SessionId session = active();
        uploaded(carla(), session, "f1", NOTES);

        assertThat(refusalOf(() -> uploaded(anton(), session, "f1", NOTES)).code())
                .isEqualTo(ErrorCode.ATTACHMENT_CONFLICT);
        assertThat(refusalOf(() -> uploaded(carla(), session, "f1", LONG)).code())
                .isEqualTo(ErrorCode.ATTACHMENT_CONFLICT);
        assertThat(refusalOf(() -> anton().attachments().status(session, new AttachmentId("f1")))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENT_NOT_FOUND);
        assertThat(refusalOf(() -> anton().attachments().cancel(session, new AttachmentId("f1")))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENT_NOT_FOUND);
    }

    // --- limits ---------------------------------------------------------------------------------------------------

    @Test
    void a_file_beyond_the_limit_is_refused_before_its_first_byte() {
        restart(policy().maxFileBytes(NOTES.length));
        SessionId session = active();
        uploaded(carla(), session, "f1", NOTES);

        ChatException refusal = refusalOf(() -> carla().attachments()
                .upload(StartUpload.builder(session, "f", NOTES.length + 1).build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ATTACHMENT_TOO_LARGE);
        assertThat(refusal.details()).containsEntry("limitBytes", Integer.toString(NOTES.length));
        assertThat(refusalOf(() -> carla().attachments()
                                .upload(StartUpload.builder(session, "f", 0).build()))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ATTACHMENT);
    }

    @Test
    void a_session_has_a_quota_for_both_sides() {
        restart(policy().sessionQuotaBytes(2L * NOTES.length));
        SessionId session = active();
        uploaded(carla(), session, "f1", NOTES);
        uploaded(anton(), session, "f2", NOTES);

        assertThat(refusalOf(() -> uploaded(anton(), session, "f3", NOTES)).code())
                .isEqualTo(ErrorCode.ATTACHMENT_TOO_LARGE);
        carla().attachments().cancel(session, new AttachmentId("f1"));
        assertThatCode(() -> uploaded(anton(), session, "f3", NOTES)).doesNotThrowAnyException();
    }

    @Test
    void a_customer_has_a_quota_for_all_sessions() {
        restart(policy().customerQuotaBytes(2L * NOTES.length));
        SessionId one = active();
        SessionId two = active();
        uploaded(carla(), one, "f1", NOTES);
        uploaded(carla(), two, "f1", NOTES);

        assertThat(refusalOf(() -> uploaded(carla(), two, "f2", NOTES)).code())
                .isEqualTo(ErrorCode.ATTACHMENT_TOO_LARGE);
        assertThatCode(() -> uploaded(anton(), two, "f3", NOTES)).doesNotThrowAnyException();
    }

    @Test
    void uploads_are_limited_and_their_resumption_is_not() {
        restart(policy().uploads(new Limit(1, Duration.ofMinutes(1))));
        SessionId session = active();
        uploaded(carla(), session, "f1", NOTES);

        assertThat(refusalOf(() -> uploaded(carla(), session, "f2", NOTES)).code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThatCode(() -> uploaded(carla(), session, "f1", NOTES)).doesNotThrowAnyException();
        assertThatCode(() -> uploaded(anton(), session, "f3", NOTES)).doesNotThrowAnyException();
    }

    @Test
    void a_blocked_customer_starts_no_upload() {
        SessionId session = active();
        supervisor("susan")
                .blocks()
                .block(BlockRequest.builder(BlockSubject.customer(new CustomerId(CARLA)))
                        .build());

        assertThat(refusalOf(() -> uploaded(carla(), session, "f1", NOTES)).code())
                .isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
        assertThat(store.uploadedBytes(session)).isZero();
    }

    @Test
    void an_ended_session_takes_no_new_files_and_still_gives_its_old_ones() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        carla().send(withFiles(session, "m1", "", file));
        anton().end(EndSession.of(session));

        assertThat(refusalOf(() -> uploaded(carla(), session, "f2", NOTES)).code())
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(content(carla(), session, file)).isEqualTo(NOTES);
    }

    @Test
    void an_engine_without_a_blob_store_takes_no_files() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        restart(unlimited());

        assertThat(refusalOf(() -> carla().attachments()).code()).isEqualTo(ErrorCode.ATTACHMENTS_UNSUPPORTED);
        assertThat(refusalOf(() -> carla().send(withFiles(session, "m1", "text", file)))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENTS_UNSUPPORTED);
    }

    // --- access ---------------------------------------------------------------------------------------------------

    @Test
    void a_stranger_finds_neither_session_nor_file() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        carla().send(withFiles(session, "m1", "", file));
        Attachments cons = customer("con").attachments();

        assertThat(refusalOf(() -> cons.open(session, file.id())).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> cons.status(session, file.id())).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> cons.cancel(session, file.id())).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> uploaded(customer("con"), session, "f2", NOTES))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void a_file_is_found_in_its_session_only() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        carla().send(withFiles(session, "m1", "", file));
        SessionId another = active();

        assertThat(refusalOf(() -> carla().attachments().open(another, file.id()))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENT_NOT_FOUND);
        assertThat(refusalOf(() -> carla().send(withFiles(another, "m1", "", file)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void a_file_that_no_message_names_is_not_read_by_the_other_side() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);

        assertThat(refusalOf(() -> anton().attachments().open(session, file.id()))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENT_NOT_FOUND);
    }

    @Test
    void the_files_of_a_withdrawn_message_are_gone_for_all_readers() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        Entry sent = carla().send(withFiles(session, "m1", "see here", file));

        carla().amend(AmendMessage.withdraw(session, sent.id()));

        assertThat(refusalOf(() -> anton().attachments().open(session, file.id()))
                        .code())
                .isEqualTo(ErrorCode.ATTACHMENT_NOT_FOUND);
        assertThat(anton().poll(everything(session, null)).messages())
                .allSatisfy(entry -> assertThat(entry.attachments()).isEmpty());
        assertThat(anton().messageHistory(session, sent.id()).get(0).attachments())
                .containsExactly(file);
    }

    @Test
    void an_edited_message_keeps_its_files() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        Entry sent = carla().send(withFiles(session, "m1", "see here", file));

        Entry edited = carla().amend(AmendMessage.edit(session, sent.id(), "see there"));

        assertThat(edited.attachments()).containsExactly(file);
        assertThat(content(anton(), session, file)).isEqualTo(NOTES);
    }

    // --- sending --------------------------------------------------------------------------------------------------

    @Test
    void a_message_without_text_needs_a_file() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);

        assertThat(refusalOf(() -> carla().send(withFiles(session, "m1", " "))).code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(carla().send(withFiles(session, "m2", "", file)).text()).isEmpty();
    }

    @Test
    void a_file_is_used_once() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        carla().send(withFiles(session, "m1", "", file));

        ChatException refusal = refusalOf(() -> carla().send(withFiles(session, "m2", "again", file)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal.details())
                .containsEntry("field", "attachmentIds")
                .containsEntry("attachmentId", "notes.txt");
        assertThat(refusalOf(() -> carla().send(withFiles(session, "m3", "", file, file)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void of_many_messages_with_one_file_at_the_same_moment_one_is_stored() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);

        List<CompletableFuture<Entry>> sent = IntStream.range(0, 8)
                .mapToObj(i -> future(carla().sendAsync(withFiles(session, "m" + i, "see here", file))))
                .toList();

        sent.forEach(this::settled);
        assertThat(sent).filteredOn(one -> !one.isCompletedExceptionally()).hasSize(1);
        assertThat(log(session)).flatExtracting(Entry::attachments).containsExactly(file);
    }

    @Test
    void many_messages_with_files_of_their_own_at_the_same_moment_are_all_stored() {
        SessionId session = active();
        List<Attachment> files = IntStream.range(0, 8)
                .mapToObj(i -> uploaded(carla(), session, "f" + i, NOTES))
                .toList();

        List<CompletableFuture<Entry>> sent = IntStream.range(0, 8)
                .mapToObj(i -> future(carla().sendAsync(withFiles(session, "m" + i, "", files.get(i)))))
                .toList();

        sent.forEach(this::settled);
        assertThat(sent).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(log(session)).flatExtracting(Entry::attachments).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void two_engines_use_a_file_once() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        ChatEngine other = engineWithFiles(store, policy());
        ChatParticipant there = other.customer(Principal.customer(CARLA, null));
        there.session(session);
        carla().send(withFiles(session, "m1", "", file));

        assertThat(refusalOf(() -> there.send(withFiles(session, "m2", "", file)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(content(there, session, file)).isEqualTo(NOTES);
    }

    @Test
    void a_file_that_another_engine_uses_between_look_and_commit_is_used_once() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineWithFiles(faulty, policy());
        carla().session(session);
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> first = future(carla().sendAsync(message(session, "m0", "in the way")));
        CompletableFuture<Entry> sent = future(carla().sendAsync(withFiles(session, "m1", "mine", file)));
        assertThat(store.commit(CommitBuilder.after(stored(session))
                        .at(time.instant())
                        .files("m2", file)
                        .build()))
                .isEqualTo(CommitResult.COMMITTED);

        gate.open();
        settled(first);
        settled(sent);

        assertThat(sent).isCompletedExceptionally();
        assertThat(log(session)).flatExtracting(Entry::attachments).containsExactly(file);
    }

    @Test
    void a_retry_of_a_message_with_files_returns_the_stored_one() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        Attachment other = uploaded(carla(), session, "other.txt", NOTES);
        Entry sent = carla().send(withFiles(session, "m1", "see here", file));

        assertThat(carla().send(withFiles(session, "m1", "see here", file))).isEqualTo(sent);
        assertThat(refusalOf(() -> carla().send(withFiles(session, "m1", "see here", other)))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
        assertThat(refusalOf(() -> carla().send(withFiles(session, "m1", "see here")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
        restart(policy());
        assertThat(carla().send(withFiles(session, "m1", "see here", file))).isEqualTo(sent);
    }

    @Test
    void a_message_with_a_file_whose_outcome_is_not_known_is_stored_once() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "notes.txt", NOTES);
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineWithFiles(faulty, policy());
        faulty.next(Fault.UNKNOWN_STORED);

        Entry sent = answerInTime(carla().sendAsync(withFiles(session, "m1", "", file)));

        assertThat(sent.attachments()).containsExactly(file);
        assertThat(log(session)).flatExtracting(Entry::attachments).containsExactly(file);
    }

    @Test
    void only_complete_files_of_the_sender_can_be_sent() {
        SessionId session = active();
        UploadStream half = carla().attachments().upload(request(session, "half", LONG));
        half.write(LONG, 0, 10);
        Attachment antons = uploaded(anton(), session, "antons", NOTES);

        assertThat(refusalOf(() -> carla().send(withFiles(session, "m1", "", antons)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        for (String id : List.of("half", "unknown")) {
            SendMessage message = SendMessage.builder(session, "")
                    .attachments(List.of(new AttachmentId(id)))
                    .build();
            assertThat(refusalOf(() -> carla().send(message)).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        }
    }

    @Test
    void a_message_has_as_many_files_as_the_policy_allows() {
        restart(policy().maxFiles(2));
        SessionId session = active();
        Attachment[] files = IntStream.range(0, 3)
                .mapToObj(i -> uploaded(carla(), session, "f" + i, NOTES))
                .toArray(Attachment[]::new);

        ChatException refusal = refusalOf(() -> carla().send(withFiles(session, "m1", "", files)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal.details()).containsEntry("field", "attachmentIds");
        assertThat(carla().send(withFiles(session, "m2", "", files[0], files[1]))
                        .attachments())
                .containsExactly(files[0], files[1]);
    }

    @Test
    void an_agents_file_claims_a_waiting_session() {
        SessionId session = started();
        Attachment file = uploaded(anton(), session, "notes.txt", NOTES);

        anton().send(withFiles(session, "m1", "", file));

        assertThat(owner(session)).isEqualTo(ANTON);
    }

    // --- names ----------------------------------------------------------------------------------------------------

    @Test
    void a_hostile_name_is_made_safe() {
        SessionId session = active();

        Attachment file = uploaded(carla(), session, "f1", "../../etc/pass\0wd\u202Egpj.exe", NOTES);

        assertThat(file.name()).isEqualTo("passwdgpj.exe");
    }

    // --- collection -----------------------------------------------------------------------------------------------

    @Test
    void a_file_that_no_message_names_is_deleted_when_its_time_is_up() {
        SessionId session = active();
        Attachment unused = uploaded(carla(), session, "unused", NOTES);
        UploadStream half = carla().attachments().upload(request(session, "half", LONG));
        half.write(LONG, 0, BlobStore.CHUNK_BYTES);
        Attachment used = uploaded(carla(), session, "used", NOTES);
        carla().send(withFiles(session, "m1", "", used));

        pass(LIFETIME);
        assertThat(refusalOf(() -> carla().send(withFiles(session, "m2", "", unused)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        pass(Duration.ofHours(1).plusMinutes(1));
        pass(Duration.ofMinutes(1));

        assertThat(store.findUpload(session, unused.id())).isEmpty();
        assertThat(store.findUpload(session, half.id())).isEmpty();
        assertThat(blobs.list(null, 10)).hasSize(1);
        assertThat(content(anton(), session, used)).isEqualTo(NOTES);
        assertThat(store.dueUploads(time.instant(), 10)).isEmpty();
    }

    @Test
    void a_blob_without_an_upload_is_deleted() {
        SessionId session = active();
        Attachment file = uploaded(carla(), session, "f1", NOTES);
        carla().send(withFiles(session, "m1", "", file));
        BlobId stray = new BlobId("0".repeat(32));
        blobs.write(stray, 0, NOTES);

        pass(LIFETIME);
        assertThat(blobs.read(stray, 0)).isPresent();
        pass(Duration.ofHours(1).plusMinutes(1));
        pass(Duration.ofMinutes(1));

        assertThat(blobs.read(stray, 0)).isEmpty();
        assertThat(content(anton(), session, file)).isEqualTo(NOTES);
    }

    // --------------------------------------------------------------------------------------------------------------

    private void settled(CompletableFuture<Entry> sent) {
        assertThatCode(() -> inTime(sent).handle((entry, failure) -> true).join())
                .doesNotThrowAnyException();
    }

    private static StartUpload request(SessionId session, String id, byte[] content) {
        return StartUpload.builder(session, id, content.length)
                .id(new AttachmentId(id))
                .declaredType("text/plain")
                .build();
    }

    /** Uploads a file whose id is its name. */
    private static Attachment uploaded(ChatParticipant owner, SessionId session, String id, byte[] content) {
        return uploaded(owner, session, id, id, content);
    }

    private static Attachment uploaded(
            ChatParticipant owner, SessionId session, String id, String name, byte[] content) {
        StartUpload request = StartUpload.builder(session, name, content.length)
                .id(new AttachmentId(id))
                .build();
        return owner.attachments().upload(request, new ByteArrayInputStream(content));
    }

    private static SendMessage withFiles(SessionId session, String id, String text, Attachment... files) {
        return SendMessage.builder(session, text)
                .id(new EntryId(id))
                .attachments(Arrays.stream(files).map(Attachment::id).toList())
                .build();
    }

    private static byte[] content(ChatParticipant reader, SessionId session, Attachment file) {
        Download download = reader.attachments().open(session, file.id());
        assertThat(download.attachment()).isEqualTo(file);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] part = download.read(0, 100_000);
        while (part.length > 0) {
            content.writeBytes(part);
            part = download.read(content.size(), 100_000);
        }
        return content.toByteArray();
    }
}
