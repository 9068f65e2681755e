package dev.helpline.chat.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentCacheTest {
    private static final String SESSION = "s-1";

    private final FakeChatApi api = new FakeChatApi();
    private final ScriptedScheduler time = new ScriptedScheduler();

    @TempDir
    private Path folder;

    private AttachmentCache cache = AttachmentCache.builder(new File("unused")).build();

    @BeforeEach
    void start() {
        api.startSession(SessionRequest.builder().sessionId(SESSION).build()).execute();
        cache = AttachmentCache.builder(folder.resolve("files").toFile())
                .maxBytes(250)
                .clock(time.clock())
                .build();
    }

    private Attachment attached(int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) size);
        api.agentAttaches(SESSION, "here", "file.txt", content);
        List<Attachment> all = api.poll(PollRequest.builder(SESSION).build()).execute().messages().stream()
                .flatMap(message -> message.attachments().stream())
                .toList();
        return all.get(all.size() - 1);
    }

    private File fetch(Attachment attachment) {
        time.advance(Duration.ofSeconds(1));
        return cache.fetch(api.attachments(), SESSION, attachment).execute();
    }

    private long bytesInFolder() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void the_files_that_were_not_used_for_the_longest_time_make_room() throws Exception {
        Attachment first = attached(100);
        Attachment second = attached(101);
        Attachment third = attached(102);
        fetch(first);
        fetch(second);
        fetch(first);

        fetch(third);

        assertThat(cache.find(SESSION, first)).isPresent();
        assertThat(cache.find(SESSION, second)).isEmpty();
        assertThat(cache.find(SESSION, third)).isPresent();
        assertThat(bytesInFolder()).isEqualTo(202);
    }

    @Test
    void a_file_larger_than_the_cache_is_there_until_the_next_one_comes() {
        Attachment large = attached(300);
        Attachment small = attached(1);

        assertThat(fetch(large)).hasSize(300);
        fetch(small);

        assertThat(cache.find(SESSION, large)).isEmpty();
    }

    @Test
    void a_file_that_was_damaged_is_downloaded_again() throws Exception {
        Attachment attachment = attached(100);
        File kept = fetch(attachment);
        Files.write(kept.toPath(), new byte[] {1, 2, 3});

        assertThat(cache.find(SESSION, attachment)).isEmpty();
        assertThat(fetch(attachment)).hasSize(100);
    }

    @Test
    void what_an_earlier_download_left_is_not_believed() throws Exception {
        Attachment attachment = attached(100);
        File kept = fetch(attachment);
        File partial = new File(kept.getPath() + ".part");
        Files.delete(kept.toPath());
        Files.write(partial.toPath(), new byte[60]);

        ChatApiException failure = catchThrowableOfType(ChatApiException.class, () -> fetch(attachment));

        assertThat(failure.code()).isEqualTo(ErrorCodes.MALFORMED_RESPONSE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(partial).doesNotExist();
        assertThat(fetch(attachment)).hasSize(100).hasSameBinaryContentAs(fetch(attachment));
    }

    @Test
    void a_file_that_the_server_does_not_have_leaves_nothing() throws Exception {
        Attachment attachment = attached(100);
        api.loseFile(SESSION, attachment.attachmentId());

        ChatApiException failure = catchThrowableOfType(ChatApiException.class, () -> fetch(attachment));

        assertThat(failure.code()).isEqualTo(ErrorCodes.ATTACHMENT_NOT_FOUND);
        assertThat(bytesInFolder()).isZero();
    }

    @Test
    void names_of_files_tell_nothing_and_removed_files_are_gone() {
        Attachment attachment = attached(100);
        File kept = fetch(attachment);

        cache.remove(SESSION, attachment.attachmentId());

        assertThat(kept.getName()).matches("[0-9a-f]{64}");
        assertThat(kept).doesNotExist();
        fetch(attachment);
        cache.clear();
        assertThat(kept).doesNotExist();
    }
}
