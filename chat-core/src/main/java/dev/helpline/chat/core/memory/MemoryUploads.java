package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The uploads in memory. Thread-safe. */
final class MemoryUploads {
    private final Map<Key, Upload> uploads = new ConcurrentHashMap<>();

    private record Key(SessionId session, AttachmentId id) {
        static Key of(Upload upload) {
            return new Key(upload.session(), upload.id());
        }
    }

    Optional<Upload> find(SessionId session, AttachmentId id) {
        return Optional.ofNullable(uploads.get(new Key(session, id)));
    }

    Upload add(Upload upload) {
        Upload known = uploads.putIfAbsent(Key.of(upload), upload);
        return known == null ? upload : known;
    }

    boolean complete(Upload complete) {
        Upload stored = uploads.computeIfPresent(
                Key.of(complete), (key, known) -> isComplete(known, complete) ? known : complete);
        return complete.equals(stored);
    }

    /** Whether the known upload is complete, another one than that which was completed, or erased meanwhile. */
    private static boolean isComplete(Upload known, Upload complete) {
        return known.attachment() != null
                || !known.blob().equals(complete.blob())
                || !known.owner().equals(complete.owner());
    }

    void keep(SessionId session, AttachmentId id) {
        uploads.computeIfPresent(
                new Key(session, id),
                (key, known) -> known.toBuilder().dueAt(null).build());
    }

    void delete(SessionId session, AttachmentId id) {
        uploads.remove(new Key(session, id));
    }

    List<Upload> of(SessionId session, int limit) {
        return uploads.values().stream()
                .filter(upload -> upload.session().equals(session))
                .sorted(Comparator.comparing(Upload::id))
                .limit(limit)
                .toList();
    }

    /** Leaves what the content of the files is deleted by. Returns how many there are. */
    int clear(SessionId session) {
        List<Upload> all = of(session, Integer.MAX_VALUE);
        all.forEach(upload -> uploads.computeIfPresent(Key.of(upload), (key, known) -> cleared(known)));
        return all.size();
    }

    private static Upload cleared(Upload upload) {
        return Upload.builder(upload.session(), upload.id())
                .blob(upload.blob())
                .owner(ParticipantType.SYSTEM, "erased")
                .name("erased")
                .size(upload.size())
                .dueAt(Instant.EPOCH)
                .build();
    }

    long bytes(Predicate<Upload> of) {
        return uploads.values().stream().filter(of).mapToLong(Upload::size).sum();
    }

    List<Upload> due(Instant before, int limit) {
        return uploads.values().stream()
                .filter(upload -> isBefore(upload.dueAt(), before))
                .sorted(Comparator.comparing(MemoryUploads::dueAt)
                        .thenComparing(Upload::session)
                        .thenComparing(Upload::id))
                .limit(limit)
                .toList();
    }

    private static boolean isBefore(@Nullable Instant dueAt, Instant before) {
        return dueAt != null && dueAt.isBefore(before);
    }

    private static Instant dueAt(Upload upload) {
        return Objects.requireNonNull(upload.dueAt(), "dueAt");
    }

    Set<BlobId> known(Collection<BlobId> blobs) {
        Set<BlobId> asked = new HashSet<>(blobs);
        return uploads.values().stream()
                .map(Upload::blob)
                .filter(asked::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
