package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Uploads, and the files of messages. */
abstract class UploadStoreContract extends StoreTest {
    private static final Instant START = CommitBuilder.START;
    private static final SessionId SESSION = id("s1");

    /** A character of two chars and four bytes. */
    private static final String FACE = "\uD83D\uDE00";

    @Test
    void an_upload_is_found_by_exactly_its_session_and_id() {
        Upload upload = store.addUpload(upload("f1", 1).build());

        assertThat(store.findUpload(SESSION, file("f1"))).contains(upload);
        assertThat(store.findUpload(SESSION, file("F1"))).isEmpty();
        assertThat(store.findUpload(id("S1"), file("f1"))).isEmpty();
    }

    @Test
    void several_uploads_of_a_session_are_found_at_once() {
        Upload one = store.addUpload(upload("f1", 1).build());
        Upload two = store.addUpload(upload("f2", 2).build());
        store.addUpload(upload("f3", 3).build());

        assertThat(store.findUploads(SESSION, List.of(file("f1"), file("f2"), file("F3"))))
                .isEqualTo(Map.of(file("f1"), one, file("f2"), two));
        assertThat(store.findUploads(SESSION, List.of())).isEmpty();
        assertThat(store.findUploads(id("s2"), List.of(file("f1")))).isEmpty();
    }

    @Test
    void an_upload_of_a_taken_id_changes_nothing_and_returns_the_stored_one() {
        Upload first = store.addUpload(upload("f1", 1).build());

        assertThat(store.addUpload(upload("f1", 2).name("another").build())).isEqualTo(first);
        assertThat(store.findUpload(SESSION, file("f1"))).contains(first);
    }

    @Test
    void of_eight_uploads_of_one_id_one_is_stored_and_returned_to_all() {
        List<Upload> returned = Race.run(i -> store.addUpload(upload("f1", i).build()));

        assertThat(returned).containsOnly(store.findUpload(SESSION, file("f1")).orElseThrow());
    }

    @Test
    void the_longest_and_the_emptiest_values_are_kept() {
        Upload longest = Upload.builder(id("s".repeat(128)), file("f".repeat(128)))
                .blob(blob(1))
                .owner(ParticipantType.AGENT, "o".repeat(128))
                .name(FACE.repeat(TextLimits.FILE_NAME))
                .size(Long.MAX_VALUE)
                .declaredType("t".repeat(100))
                .dueAt(START.plusMillis(1))
                .build();
        Upload emptiest = upload("f1", 2).declaredType(null).dueAt(null).build();
        store.addUpload(longest);
        store.addUpload(emptiest);

        assertThat(store.findUpload(longest.session(), longest.id())).contains(longest);
        assertThat(store.findUpload(SESSION, file("f1"))).contains(emptiest);
    }

    @Test
    void a_text_beyond_its_limit_is_refused() {
        Upload tooLong =
                upload("f1", 1).name("n".repeat(TextLimits.FILE_NAME + 1)).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.addUpload(tooLong))
                .withMessageContaining("file name");
        assertThat(store.findUpload(SESSION, file("f1"))).isEmpty();
    }

    @Test
    void completing_an_upload_stores_what_it_became_and_when_it_is_due() {
        store.addUpload(upload("f1", 1).build());
        Upload complete = completed("f1", 1);

        assertThat(store.completeUpload(complete)).isTrue();
        assertThat(store.findUpload(SESSION, file("f1"))).contains(complete);
    }

    @Test
    void an_upload_is_completed_once() {
        store.addUpload(upload("f1", 1).build());
        Upload complete = completed("f1", 1);
        store.completeUpload(complete);

        assertThat(store.completeUpload(
                        complete.toBuilder().dueAt(START.plusSeconds(99)).build()))
                .isFalse();
        assertThat(store.findUpload(SESSION, file("f1"))).contains(complete);
    }

    @Test
    void an_upload_that_was_deleted_or_replaced_is_not_completed() {
        assertThat(store.completeUpload(completed("f1", 1))).isFalse();
        Upload another = store.addUpload(upload("f1", 2).build());

        assertThat(store.completeUpload(completed("f1", 1))).isFalse();
        assertThat(store.findUpload(SESSION, file("f1"))).contains(another);
    }

    @Test
    void a_deleted_upload_is_gone() {
        store.addUpload(upload("f1", 1).build());
        Upload other = store.addUpload(upload("f2", 2).build());

        store.deleteUpload(SESSION, file("f1"));
        store.deleteUpload(SESSION, file("unknown"));

        assertThat(store.findUpload(SESSION, file("f1"))).isEmpty();
        assertThat(store.findUpload(SESSION, file("f2"))).contains(other);
    }

    @Test
    void sizes_are_added_up_by_session_and_by_owner() {
        store.addUpload(upload("f1", 1).size(1).build());
        store.addUpload(
                upload("f2", 2).size(20).owner(ParticipantType.AGENT, "carla").build());
        store.addUpload(Upload.builder(id("s2"), file("f1"))
                .blob(blob(3))
                .owner(ParticipantType.CUSTOMER, "carla")
                .name("n")
                .size(5_000_000_000L)
                .build());

        assertThat(store.uploadedBytes(SESSION)).isEqualTo(21);
        assertThat(store.uploadedBytes(id("unknown"))).isZero();
        assertThat(store.uploadedBytes(ParticipantType.CUSTOMER, "carla")).isEqualTo(5_000_000_001L);
        assertThat(store.uploadedBytes(ParticipantType.AGENT, "carla")).isEqualTo(20);
        assertThat(store.uploadedBytes(ParticipantType.CUSTOMER, "Carla")).isZero();
    }

    @Test
    void uploads_that_were_due_before_an_instant_come_the_longest_due_first() {
        Upload second =
                store.addUpload(upload("f1", 1).dueAt(START.plusMillis(2)).build());
        Upload first =
                store.addUpload(upload("f2", 2).dueAt(START.plusMillis(1)).build());
        store.addUpload(upload("f3", 3).dueAt(START.plusMillis(3)).build());
        store.addUpload(upload("f4", 4).dueAt(null).build());

        assertThat(store.dueUploads(START.plusMillis(3), 10)).containsExactly(first, second);
        assertThat(store.dueUploads(START.plusMillis(3), 1)).containsExactly(first);
        assertThat(store.dueUploads(START, 10)).isEmpty();
    }

    @Test
    void an_upload_that_is_kept_is_not_due_any_more() {
        Upload upload = store.addUpload(upload("f1", 1).build());

        store.keepUpload(SESSION, file("f1"));
        store.keepUpload(SESSION, file("unknown"));

        assertThat(store.dueUploads(START.plusSeconds(999), 10)).isEmpty();
        assertThat(store.findUpload(SESSION, file("f1")))
                .contains(upload.toBuilder().dueAt(null).build());
    }

    @Test
    void blobs_of_uploads_are_known() {
        store.addUpload(upload("f1", 1).build());
        store.addUpload(upload("f2", 2).build());

        assertThat(store.blobsOfUploads(List.of(blob(1), blob(3)))).containsExactly(blob(1));
        assertThat(store.blobsOfUploads(List.of())).isEmpty();
        assertThat(store.blobsOfUploads(IntStream.range(0, 1000)
                        .mapToObj(UploadStoreContract::blob)
                        .toList()))
                .containsExactlyInAnyOrder(blob(1), blob(2));
    }

    @Test
    void a_message_has_its_files_in_their_order() {
        Attachment image = attachment("f2", 2, new FileType("image/png", 70, Integer.MAX_VALUE));
        Attachment text = attachment("f1", 1, FileType.of("text/plain"));
        Session session = stored(CommitBuilder.creating("s1").files("m1", image, text));

        assertThat(log(session.id())).extracting(Entry::attachments).containsExactly(List.of(image, text));
        assertThat(find(session)).isEqualTo(session);
        assertThat(session.log().attachmentCount()).isEqualTo(2);
    }

    @Test
    void as_many_files_as_a_message_may_have_are_kept_with_the_longest_names() {
        Attachment[] files = IntStream.range(0, TextLimits.ATTACHMENTS)
                .mapToObj(i -> Attachment.builder(file(("f" + i).repeat(64)), blob(i))
                        .name((i % 2 == 0 ? FACE : "\\").repeat(TextLimits.FILE_NAME))
                        .size(Long.MAX_VALUE)
                        .type(new FileType("a/" + "t".repeat(98), Integer.MAX_VALUE, Integer.MAX_VALUE))
                        .sha256("a".repeat(64))
                        .build())
                .toArray(Attachment[]::new);
        Session session = stored(CommitBuilder.creating("s1").files("m1", files));

        assertThat(log(session.id())).extracting(Entry::attachments).containsExactly(List.of(files));
    }

    @Test
    void the_messages_with_files_are_found_within_their_session() {
        Session session = stored(CommitBuilder.creating("s1")
                .message("m1", "one")
                .files("m2", attachment("f1", 1, FileType.of("text/plain"))));
        stored(CommitBuilder.after(session)
                .files(
                        "m3",
                        attachment("f2", 2, FileType.of("text/plain")),
                        attachment("f3", 3, FileType.of("text/plain"))));
        stored(CommitBuilder.creating("s2").files("m1", attachment("f1", 4, FileType.of("text/plain"))));

        assertThat(store.messagesWith(SESSION, List.of(file("f1"), file("f3"), file("f4"), file("F1"))))
                .isEqualTo(Map.of(file("f1"), 2L, file("f3"), 3L));
        assertThat(store.messagesWith(id("s2"), List.of(file("f1"), file("f2"))))
                .isEqualTo(Map.of(file("f1"), 1L));
        assertThat(store.messagesWith(SESSION, List.of())).isEmpty();
        assertThat(store.messagesWith(id("unknown"), List.of(file("f1")))).isEmpty();
    }

    @Test
    void files_of_commits_that_are_stored_together_are_found() {
        Session one = created("s1");
        Session two = created("s2");

        store.commitAll(List.of(
                CommitBuilder.after(one)
                        .files("m1", attachment("f1", 1, FileType.of("text/plain")))
                        .build(),
                CommitBuilder.after(two)
                        .files("m1", attachment("f1", 2, FileType.of("text/plain")))
                        .build()));

        assertThat(store.messagesWith(id("s1"), List.of(file("f1")))).isEqualTo(Map.of(file("f1"), 2L));
        assertThat(store.messagesWith(id("s2"), List.of(file("f1")))).isEqualTo(Map.of(file("f1"), 2L));
    }

    private static Upload.Builder upload(String file, int blob) {
        return Upload.builder(SESSION, file(file))
                .blob(blob(blob))
                .owner(ParticipantType.CUSTOMER, "carla")
                .name("notes.txt")
                .size(3)
                .declaredType("text/plain")
                .dueAt(START.plusSeconds(60));
    }

    private static Upload completed(String file, int blob) {
        return upload(file, blob)
                .name("notes.txt")
                .attachment(attachment(file, blob, new FileType("image/png", 7, 3)))
                .dueAt(START.plusSeconds(90))
                .build();
    }

    private static Attachment attachment(String file, int blob, FileType type) {
        return Attachment.builder(file(file), blob(blob))
                .name("notes.txt")
                .size(3)
                .type(type)
                .sha256("0a".repeat(32))
                .build();
    }

    private static AttachmentId file(String value) {
        return new AttachmentId(value);
    }

    private static BlobId blob(int number) {
        return new BlobId(String.format("%032x", number));
    }
}
