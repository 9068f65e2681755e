package dev.helpline.chat.client.store;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in a file. Each change is appended as one line with a checksum and forced to the disk; when half of the file is outdated, it is
 * replaced by a new one at once. So a process that is killed leaves each change whole or not there: a line without its end is one that
 * was never reported as stored, and is dropped.
 *
 * <p>A line that is complete but does not fit its checksum was damaged later. The records of all other lines are read, {@link
 * StoreContents#isDamaged()} says so, and the file is kept as it was, under its name with {@code .damaged} behind it, in place of an earlier one.
 *
 * <p>One store uses the file at a time: from its first call until {@link #close}, it locks a second file, with {@code .lock} behind the name.
 * Where the system has the concept, only its user reads the file. The records are not encrypted.
 *
 * <p>Thread-safe.
 */
public final class FileMessageStore implements MessageStore, Closeable {
    /** A file this small is not worth being replaced. */
    private static final long SMALL = 64 * 1024;

    private final File file;
    private final long maxBytes;
    private final Map<String, String> records = new TreeMap<>();
    private boolean damaged;
    private long recordBytes;
    private long fileBytes;
    private boolean unsure;
    private boolean closed;
    private @Nullable FileLock lock;
    private @Nullable FileChannel out;

    private FileMessageStore(Builder builder) {
        file = builder.file;
        maxBytes = builder.maxBytes;
    }

    /** Returns a store with the default settings. */
    public static FileMessageStore of(File file) {
        return builder(file).build();
    }

    /**
     * Starts a builder. Nothing is read or written until the first call of the store.
     *
     * @param file made if it does not exist, as are its folders. On Android, a file in {@code Context.getNoBackupFilesDir()}
     */
    public static Builder builder(File file) {
        return new Builder(file);
    }

    @Override
    public synchronized StoreContents load() throws IOException {
        open();
        StoreContents contents = StoreContents.of(records);
        return damaged ? contents.withDamage() : contents;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException also if the records would exceed {@link Builder#maxBytes}; nothing is stored then
     */
    @Override
    public synchronized void write(StoreChange change) throws IOException {
        open();
        if (change.isEmpty()) {
            return;
        }
        Map<String, String> changed = new TreeMap<>(records);
        change.applyTo(changed);
        long bytes = StoreLine.bytes(changed);
        if (bytes > maxBytes && bytes > recordBytes) {
            throw new IOException("the message store is full: " + bytes + " bytes of " + maxBytes);
        }
        byte[] line = StoreLine.of(change);
        if (unsure || fileBytes + line.length > SMALL + 2 * bytes) {
            replace(changed);
        } else {
            append(line);
        }
        records.clear();
        records.putAll(changed);
        recordBytes = bytes;
    }

    /** Lets another store use the file. Closing twice is allowed; all other calls then fail. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        release();
    }

    private void open() throws IOException {
        if (closed) {
            throw new IOException("the message store is closed");
        }
        if (out != null) {
            return;
        }
        File folder = file.getAbsoluteFile().getParentFile();
        if (folder != null) {
            Files.createDirectories(folder.toPath());
        }
        lock = lock();
        try {
            read();
        } catch (IOException | RuntimeException failure) {
            release();
            throw failure;
        }
    }

    private FileLock lock() throws IOException {
        FileChannel channel = FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = null;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            // reported below
        } finally {
            if (taken == null) {
                channel.close();
            }
        }
        if (taken == null) {
            throw new IOException("the message store is in use by another process or service");
        }
        return taken;
    }

    private void read() throws IOException {
        StoreReader reader = new StoreReader(maxBytes);
        reader.read(file);
        records.clear();
        records.putAll(reader.records());
        recordBytes = StoreLine.bytes(records);
        damaged = reader.isDamaged();
        if (damaged) {
            Files.copy(file.toPath(), beside(".damaged"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (reader.isWhole()) {
            out = appending();
            fileBytes = file.length();
        } else {
            replace(records);
        }
    }

    private void append(byte[] line) throws IOException {
        unsure = true;
        FileChannel channel = Objects.requireNonNull(out);
        write(channel, line);
        channel.force(false);
        unsure = false;
        fileBytes += line.length;
    }

    /** Puts a new file with these records in the place of the old one. */
    private void replace(Map<String, String> all) throws IOException {
        unsure = true;
        Path fresh = beside(".new");
        long bytes = 0;
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            onlyForItsUser(fresh.toFile());
            bytes += write(channel, StoreLine.header());
            for (Map.Entry<String, String> entry : all.entrySet()) {
                bytes += write(
                        channel,
                        StoreLine.of(StoreChange.builder()
                                .put(entry.getKey(), entry.getValue())
                                .build()));
            }
            channel.force(true);
        }
        closeOut(); // some systems do not replace a file that is open
        Files.move(fresh, file.toPath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
        out = appending();
        fileBytes = bytes;
        unsure = false;
    }

    private FileChannel appending() throws IOException {
        return FileChannel.open(file.toPath(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static int write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int unused = channel.write(buffer);
        }
        return bytes.length;
    }

    private static void onlyForItsUser(File secret) {
        boolean unused = secret.setReadable(false, false);
        unused = secret.setReadable(true, true);
        unused = secret.setWritable(false, false);
        unused = secret.setWritable(true, true);
    }

    /** Makes the new name survive a loss of power, on systems whose folders can be forced. */
    private void forceFolder() {
        Path folder = file.getAbsoluteFile().toPath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notPossible) {
            // Windows opens no folders; it writes names by itself
        }
    }

    private Path beside(String suffix) {
        return new File(file.getPath() + suffix).toPath();
    }

    private void closeOut() throws IOException {
        FileChannel channel = out;
        out = null;
        if (channel != null) {
            channel.close();
        }
    }

    private void release() throws IOException {
        FileLock held = lock;
        lock = null;
        try {
            closeOut();
        } finally {
            if (held != null) {
                held.acquiredBy().close();
            }
        }
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final File file;
        private long maxBytes = 4L * 1024 * 1024;

        private Builder(File file) {
            this.file = Objects.requireNonNull(file, "file");
        }

        /**
         * How many bytes all records may have; the file may have twice as many and 64 KiB. A message that does not fit is sent, but does not
         * survive the end of the process. Default: 4 MiB.
         *
         * @param maxBytes at least 65536
         */
        public Builder maxBytes(long maxBytes) {
            if (maxBytes < SMALL) {
                throw new IllegalArgumentException("maxBytes must be >= " + SMALL + ", was " + maxBytes);
            }
            this.maxBytes = maxBytes;
            return this;
        }

        /** Makes the store; the builder can be used again. */
        public FileMessageStore build() {
            return new FileMessageStore(this);
        }
    }
}
