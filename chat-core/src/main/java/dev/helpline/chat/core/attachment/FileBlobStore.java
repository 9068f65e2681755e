package dev.helpline.chat.core.attachment;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.StoredBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps uploaded files in a folder: a folder per blob, and in it a file per chunk. A chunk is written under a temporary name, forced to the
 * disk, and then linked to its own name, so a crash leaves a whole chunk or none, and a chunk that is there is never replaced. The names are
 * made of ids of the engine; nothing that a client says gets into a path.
 *
 * <p>Several engines may share a folder, on one machine or over a network file system, if the file system has hard links. On one without
 * them, such as FAT, only one store may use a folder. Thread-safe.
 */
public final class FileBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileBlobStore.class);
    private static final int PREFIX = 2;

    private final Path root;
    private final Path temporary;
    private final boolean hasLinks;
    private final Object moving = new Object();

    /**
     * A store in this folder, which is created if it does not exist, and in which nothing else may be kept.
     *
     * @throws StoreException if the folder cannot be created
     */
    public FileBlobStore(Path folder) {
        root = folder.toAbsolutePath().resolve("blobs");
        temporary = folder.toAbsolutePath().resolve("temporary");
        try {
            Files.createDirectories(root);
            Files.createDirectories(temporary);
            hasLinks = hasLinks(temporary);
        } catch (IOException e) {
            throw new StoreException("the folder of the uploaded files cannot be created", e);
        }
    }

    @Override
    public boolean write(BlobId blob, int index, byte[] chunk) {
        if (index < 0 || chunk.length == 0 || chunk.length > CHUNK_BYTES) {
            throw new IllegalArgumentException("a chunk has an index from 0 and 1 to " + CHUNK_BYTES + " bytes");
        }
        Path target = chunk(blob, index);
        try {
            if (Files.exists(target)) {
                return false;
            }
            Files.createDirectories(folder(blob));
            Path written = Files.createTempFile(temporary, "chunk", "");
            try {
                force(written, chunk);
                return publish(written, target);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw failed("written", blob, e);
        }
    }

    private static void force(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static boolean hasLinks(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "file", "");
        Path link = file.resolveSibling(file.getFileName() + "-link");
        try {
            Files.createLink(link, file);
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            LOG.info(
                    "The folder of the uploaded files is on a file system without hard links, so only one store may use it.",
                    e);
            return false;
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(file);
        }
    }

    /** Gives the file its own name, unless there is a file with that name. */
    private boolean publish(Path written, Path target) throws IOException {
        if (hasLinks) {
            try {
                Files.createLink(target, written);
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        } else if (!moved(written, target)) {
            return false;
        }
        forceFolder(target.getParent());
        return true;
    }

    /** A link is made only if the name is free; a move that a crash cannot interrupt replaces the file of that name. */
    private boolean moved(Path written, Path target) throws IOException {
        synchronized (moving) {
            if (Files.exists(target)) {
                return false;
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    /** Forces the names in a folder to the disk; some systems cannot, and need not. */
    private static void forceFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.trace("the folder {} cannot be forced to the disk", folder, e);
        }
    }

    @Override
    public Optional<byte[]> read(BlobId blob, int index) {
        try {
            return Optional.of(Files.readAllBytes(chunk(blob, index)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", blob, e);
        }
    }

    @Override
    public int countChunks(BlobId blob) {
        return chunks(blob).size();
    }

    /** Deletes the last chunk first, so that a crash leaves no gap. */
    @Override
    public void delete(BlobId blob) {
        try {
            List<Path> chunks = chunks(blob);
            chunks.sort(Comparator.reverseOrder());
            for (Path chunk : chunks) {
                Files.deleteIfExists(chunk);
            }
            Files.deleteIfExists(folder(blob));
        } catch (IOException e) {
            throw failed("deleted", blob, e);
        }
    }

    @Override
    public List<StoredBlob> list(@Nullable BlobId after, int limit) {
        List<StoredBlob> found = new ArrayList<>();
        String start = after == null ? "" : after.value().substring(0, PREFIX);
        try {
            for (Path prefix : sorted(root)) {
                if (prefix.getFileName().toString().compareTo(start) >= 0) {
                    add(found, prefix, after, limit);
                }
            }
            return found;
        } catch (IOException e) {
            throw new StoreException("the uploaded files cannot be listed", e);
        }
    }

    private static void add(List<StoredBlob> found, Path prefix, @Nullable BlobId after, int limit) throws IOException {
        for (Path folder : sorted(prefix)) {
            String name = folder.getFileName().toString();
            if (found.size() == limit) {
                return;
            }
            if (BlobId.isValid(name) && (after == null || name.compareTo(after.value()) > 0)) {
                startedAt(folder).ifPresent(found::add);
            }
        }
    }

    private static Optional<StoredBlob> startedAt(Path folder) throws IOException {
        try {
            return Optional.of(new StoredBlob(
                    new BlobId(folder.getFileName().toString()),
                    Files.getLastModifiedTime(folder).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted meanwhile
        }
    }

    private List<Path> chunks(BlobId blob) {
        try {
            return sorted(folder(blob));
        } catch (IOException e) {
            throw failed("listed", blob, e);
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return paths;
        }
        paths.sort(Comparator.naturalOrder());
        return paths;
    }

    private Path folder(BlobId blob) {
        return root.resolve(blob.value().substring(0, PREFIX)).resolve(blob.value());
    }

    private Path chunk(BlobId blob, int index) {
        return folder(blob).resolve(String.format("%06d", index));
    }

    private static StoreException failed(String what, BlobId blob, IOException cause) {
        return new StoreException("the uploaded file " + blob + " cannot be " + what, cause);
    }
}
