package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.internal.Ids;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Downloaded files in a folder of the app. A file is whole or not there: it is written under another name, checked for its length and digest,
 * and renamed then. What a download that broke off has written is kept, and the next one continues behind it. When the files exceed the
 * limit, those that were not used for the longest time are deleted.
 *
 * <p>The folder belongs to one cache of one process, and nothing else is in it. It does not matter if files in it are deleted. The names of
 * the files tell nothing about their content.
 *
 * <p>Thread-safe.
 */
public final class AttachmentCache {
    private static final String PARTIAL = ".part";

    private final File folder;
    private final long maxBytes;
    private final Clock clock;

    /** The names of the files that are downloaded now. */
    private final Set<String> underWay = new HashSet<>();

    private AttachmentCache(Builder builder) {
        folder = builder.folder;
        maxBytes = builder.maxBytes;
        clock = builder.clock;
    }

    /**
     * Starts a builder.
     *
     * @param folder made if it does not exist
     */
    public static Builder builder(File folder) {
        return new Builder(folder);
    }

    /** Returns a file that is here; empty if it is not, or not whole. */
    public Optional<File> find(String sessionId, Attachment attachment) {
        File file = new File(folder, nameOf(sessionId, attachment.attachmentId()));
        if (!file.isFile() || file.length() != attachment.size()) {
            return Optional.empty();
        }
        boolean unused = file.setLastModified(clock.millis());
        return Optional.of(file);
    }

    /**
     * Returns a file, and downloads it first if it is not here. After a failure, a {@link ChatCall#copy() copy} of the call continues behind
     * what has arrived. Besides what {@link AttachmentApi#download} fails with, it fails with {@link ErrorCodes#MALFORMED_RESPONSE} if what
     * arrived is not the file, and with {@link ErrorCodes#CLIENT_FAILURE} if the folder cannot be written to.
     *
     * <p>Open the file soon: a later download may push it out. A file that is open stays readable on Android and other Unix systems.
     *
     * @param sessionId the session of the message with the file
     */
    public ChatCall<File> fetch(AttachmentApi api, String sessionId, Attachment attachment) {
        return new FetchCall(this, api, Ids.require(sessionId, "sessionId"), attachment);
    }

    /** Deletes a file, for example because its message was withdrawn. */
    public void remove(String sessionId, String attachmentId) {
        String name = nameOf(sessionId, attachmentId);
        boolean unused = new File(folder, name).delete();
        unused = new File(folder, name + PARTIAL).delete();
    }

    /** Deletes all files, for example because the customer signs out. */
    public void clear() {
        for (File file : files()) {
            boolean unused = file.delete();
        }
    }

    /** Reserves a name for a download; false if another download has it. */
    boolean begin(String name) {
        synchronized (underWay) {
            return underWay.add(name);
        }
    }

    void end(String name) {
        synchronized (underWay) {
            underWay.remove(name);
        }
    }

    File partial(String name) throws IOException {
        Files.createDirectories(folder.toPath());
        return new File(folder, name + PARTIAL);
    }

    /** Takes in a file that was downloaded and checked, and makes room for it. */
    File keep(File partial, String name) throws IOException {
        File kept = new File(folder, name);
        Files.move(
                partial.toPath(), kept.toPath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        boolean unused = kept.setLastModified(clock.millis());
        trim(kept);
        return kept;
    }

    /** Deletes the files that were not used for the longest time; not the newest one, even if it is larger than the limit. */
    private synchronized void trim(File newest) {
        File[] files = files();
        Arrays.sort(files, Comparator.comparingLong(File::lastModified));
        long bytes = Arrays.stream(files).mapToLong(File::length).sum();
        for (File file : files) {
            if (bytes > maxBytes && !file.equals(newest) && !isUnderWay(file)) {
                bytes -= file.length();
                boolean unused = file.delete();
            }
        }
    }

    private boolean isUnderWay(File file) {
        String name = file.getName();
        synchronized (underWay) {
            return name.endsWith(PARTIAL) && underWay.contains(name.substring(0, name.length() - PARTIAL.length()));
        }
    }

    private File[] files() {
        File[] files = folder.listFiles(File::isFile);
        return files == null ? new File[0] : files;
    }

    /** A name that any file system takes: ids differ in case, and have characters that some reserve. */
    static String nameOf(String sessionId, String attachmentId) {
        return hex(sha256().digest((sessionId + '/' + attachmentId).getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
        return hex.toString();
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final File folder;
        private long maxBytes = 100L * 1024 * 1024;
        private Clock clock = Clock.systemUTC();

        private Builder(File folder) {
            this.folder = Objects.requireNonNull(folder, "folder");
        }

        /**
         * How many bytes all files may have; the file that was fetched last stays even if it is larger. Default: 100 MiB.
         *
         * @param maxBytes at least 1
         */
        public Builder maxBytes(long maxBytes) {
            if (maxBytes < 1) {
                throw new IllegalArgumentException("maxBytes must be >= 1, was " + maxBytes);
            }
            this.maxBytes = maxBytes;
            return this;
        }

        /** The clock that tells when a file was used last. Default: the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Makes the cache; the builder can be used again. */
        public AttachmentCache build() {
            return new AttachmentCache(this);
        }
    }
}
