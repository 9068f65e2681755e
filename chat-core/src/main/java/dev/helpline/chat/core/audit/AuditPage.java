package dev.helpline.chat.core.audit;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One page of a list of audit records. Thread-safe: immutable. */
@Experimental
public final class AuditPage {
    private final List<AuditRecord> records;
    private final boolean hasMore;

    private AuditPage(Builder builder) {
        records = List.copyOf(builder.records);
        hasMore = builder.hasMore;
    }

    /** Returns a builder of the last page, which these records are on. */
    public static Builder builder(List<AuditRecord> records) {
        return new Builder(records);
    }

    /** Returns the records of this page, in the order of the list. */
    public List<AuditRecord> records() {
        return records;
    }

    /** Returns whether the list goes on behind the last record of this page. */
    public boolean hasMore() {
        return hasMore;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AuditPage that && records.equals(that.records) && hasMore == that.hasMore;
    }

    @Override
    public int hashCode() {
        return Objects.hash(records, hasMore);
    }

    @Override
    public String toString() {
        return "AuditPage[" + records.size() + (hasMore ? " and more" : "") + "]";
    }

    /** Builds an {@link AuditPage}. Not thread-safe. */
    public static final class Builder {
        private final List<AuditRecord> records;
        private boolean hasMore;

        private Builder(List<AuditRecord> records) {
            this.records = Objects.requireNonNull(records, "records");
        }

        /** See {@link AuditPage#hasMore()}. Default: false. */
        public Builder hasMore(boolean value) {
            hasMore = value;
            return this;
        }

        /** Returns the AuditPage. */
        public AuditPage build() {
            return new AuditPage(this);
        }
    }
}
