package dev.helpline.chat.core.policy;

import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the host decides about files. Thread-safe: immutable.
 */
public final class AttachmentPolicy {
    /** JPEG, PNG, GIF, WebP, PDF, DOC, DOCX, XLS, XLSX and plain text. */
    public static final Set<String> DEFAULT_TYPES = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "application/pdf",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "text/plain");

    /** 10 MiB. */
    private static final long DEFAULT_FILE = 10L * 1024 * 1024;

    /** The longest file that any policy allows: 100 MiB. */
    private static final long LONGEST_FILE = 100L * 1024 * 1024;

    private final int maxFiles;
    private final long maxFileBytes;
    private final Set<String> types;
    private final long maxImagePixels;
    private final long sessionQuotaBytes;
    private final long customerQuotaBytes;
    private final Duration unusedLifetime;
    private final @Nullable Limit uploads;

    private AttachmentPolicy(Builder builder) {
        maxFiles = builder.maxFiles;
        maxFileBytes = builder.maxFileBytes;
        types = builder.types;
        maxImagePixels = builder.maxImagePixels;
        sessionQuotaBytes = builder.sessionQuotaBytes;
        customerQuotaBytes = builder.customerQuotaBytes;
        unusedLifetime = builder.unusedLifetime;
        uploads = builder.uploads;
    }

    /** Returns a builder of a policy with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#maxFiles}. */
    public int maxFiles() {
        return maxFiles;
    }

    /** See {@link Builder#maxFileBytes}. */
    public long maxFileBytes() {
        return maxFileBytes;
    }

    /** See {@link Builder#types}. Unmodifiable. */
    public Set<String> types() {
        return types;
    }

    /** See {@link Builder#maxImagePixels}. */
    public long maxImagePixels() {
        return maxImagePixels;
    }

    /** See {@link Builder#sessionQuotaBytes}. */
    public long sessionQuotaBytes() {
        return sessionQuotaBytes;
    }

    /** See {@link Builder#customerQuotaBytes}. */
    public long customerQuotaBytes() {
        return customerQuotaBytes;
    }

    /** See {@link Builder#unusedLifetime}. */
    public Duration unusedLifetime() {
        return unusedLifetime;
    }

    /** See {@link Builder#uploads}. */
    public Optional<Limit> uploads() {
        return Optional.ofNullable(uploads);
    }

    /** Builds an {@link AttachmentPolicy}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private int maxFiles = 5;
        private long maxFileBytes = DEFAULT_FILE;
        private Set<String> types = DEFAULT_TYPES;
        private long maxImagePixels = 100_000_000;
        private long sessionQuotaBytes = 10 * DEFAULT_FILE;
        private long customerQuotaBytes = 100 * DEFAULT_FILE;
        private Duration unusedLifetime = Duration.ofDays(1);
        private @Nullable Limit uploads = new Limit(20, Duration.ofMinutes(1));

        private Builder() {}

        /** How many files one message may have, from 1 to 10. Default: 5. */
        public Builder maxFiles(int value) {
            maxFiles = (int) within("maxFiles", value, TextLimits.ATTACHMENTS);
            return this;
        }

        /** How many bytes one file may have, from 1 to 100 MiB. Default: 10 MiB. */
        public Builder maxFileBytes(long value) {
            maxFileBytes = within("maxFileBytes", value, LONGEST_FILE);
            return this;
        }

        /**
         * The media types that files may have, as the inspector names them. A type that browsers run, such as {@code text/html} or {@code
         * image/svg+xml}, does not belong here. Default: {@link #DEFAULT_TYPES}.
         */
        public Builder types(Set<String> value) {
            types = Set.copyOf(value);
            return this;
        }

        /**
         * How many pixels an image may have by its header, from 1 to 10,000,000,000: a small file may claim to be a huge image, and exhaust
         * the memory of the client that shows it. Default: 100,000,000.
         */
        public Builder maxImagePixels(long value) {
            maxImagePixels = within("maxImagePixels", value, 10_000_000_000L);
            return this;
        }

        /**
         * How many bytes the files of one session may have in all, of both sides, uploads under way included; from 1. Uploads that start at
         * the same moment may exceed it by one file each. Default: 100 MiB.
         */
        public Builder sessionQuotaBytes(long value) {
            sessionQuotaBytes = within("sessionQuotaBytes", value, Long.MAX_VALUE);
            return this;
        }

        /**
         * How many bytes the files of one customer may have in all their sessions, uploads under way included; from 1. Uploads that start at
         * the same moment may exceed it by one file each. Default: 1000 MiB.
         */
        public Builder customerQuotaBytes(long value) {
            customerQuotaBytes = within("customerQuotaBytes", value, Long.MAX_VALUE);
            return this;
        }

        /**
         * After this time a file that no message names is deleted, and so is an upload that is not complete; from 1 minute to 366 days.
         * Default: 1 day.
         */
        public Builder unusedLifetime(Duration value) {
            if (value.compareTo(Duration.ofMinutes(1)) < 0 || value.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException(
                        "unusedLifetime must be between 1 minute and 366 days, was " + value);
            }
            unusedLifetime = value;
            return this;
        }

        /** How often one participant may start an upload; null for no limit. Default: 20 a minute. */
        public Builder uploads(@Nullable Limit value) {
            uploads = value;
            return this;
        }

        /** Returns the policy. */
        public AttachmentPolicy build() {
            return new AttachmentPolicy(this);
        }

        private static long within(String name, long value, long max) {
            if (value < 1 || value > max) {
                throw new IllegalArgumentException(name + " must be between 1 and " + max + ", was " + value);
            }
            return value;
        }
    }
}
