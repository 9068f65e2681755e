package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one node performed in the last 15 minutes. What was not measured in that time is null. Thread-safe: immutable. */
@Experimental
public final class Performance {
    private final @Nullable MeasuredTime apiResponse;
    private final @Nullable MeasuredTime databaseQuery;
    private final @Nullable MeasuredTime messageDelivery;

    private Performance(Builder builder) {
        apiResponse = builder.apiResponse;
        databaseQuery = builder.databaseQuery;
        messageDelivery = builder.messageDelivery;
    }

    /** Returns a builder of the performance of a node that has measured nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns how long calls over HTTP took, from when their request had arrived until their reply was ready to be sent. Polls that may wait
     * for news do not count, nor do requests that were refused by their head.
     */
    public @Nullable MeasuredTime apiResponse() {
        return apiResponse;
    }

    /** Returns how long the database took for a read, or for a transaction with all its statements. */
    public @Nullable MeasuredTime databaseQuery() {
        return databaseQuery;
    }

    /**
     * Returns how long it took from the commit of a message or an event until it was handed to a poll or a subscription that waited for it.
     * Between nodes, the difference of their clocks comes in.
     */
    public @Nullable MeasuredTime messageDelivery() {
        return messageDelivery;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Performance that
                && Objects.equals(apiResponse, that.apiResponse)
                && Objects.equals(databaseQuery, that.databaseQuery)
                && Objects.equals(messageDelivery, that.messageDelivery);
    }

    @Override
    public int hashCode() {
        return Objects.hash(apiResponse, databaseQuery, messageDelivery);
    }

    @Override
    public String toString() {
        return "Performance[API " + apiResponse + ", database " + databaseQuery + ", delivery " + messageDelivery + "]";
    }

    /** Builds a {@link Performance}. Not thread-safe. */
    public static final class Builder {
        private @Nullable MeasuredTime apiResponse;
        private @Nullable MeasuredTime databaseQuery;
        private @Nullable MeasuredTime messageDelivery;

        private Builder() {}

        /** See {@link Performance#apiResponse()}. Default: none. */
        public Builder apiResponse(@Nullable MeasuredTime value) {
            apiResponse = value;
            return this;
        }

        /** See {@link Performance#databaseQuery()}. Default: none. */
        public Builder databaseQuery(@Nullable MeasuredTime value) {
            databaseQuery = value;
            return this;
        }

        /** See {@link Performance#messageDelivery()}. Default: none. */
        public Builder messageDelivery(@Nullable MeasuredTime value) {
            messageDelivery = value;
            return this;
        }

        /** Returns the performance. */
        public Performance build() {
            return new Performance(this);
        }
    }
}
