package dev.helpline.chat.spi.bot;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.RichContent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a bot answers: a message, that it hands over to the agents, both, or nothing. Immutable. */
@Experimental
public final class BotReply {
    /** No answer to this message. */
    public static final BotReply NONE = builder().build();

    private final @Nullable String text;
    private final @Nullable String metadata;
    private final @Nullable RichContent content;
    private final @Nullable String handOver;

    private BotReply(Builder builder) {
        text = builder.text;
        metadata = builder.metadata;
        content = builder.content;
        handOver = builder.handOver;
    }

    /** Returns a message. */
    public static BotReply say(String text) {
        return builder().text(text).build();
    }

    /**
     * Returns that the bot says no more in this session.
     *
     * @param reason what agents read, 1 to 1000 code points
     */
    public static BotReply handOver(String reason) {
        return builder().handOver(reason).build();
    }

    /** Returns a builder of nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** The text of the message; null if there is none. The rules of messages apply. */
    public @Nullable String text() {
        return text;
    }

    /** A JSON object as text that comes with the message. */
    public @Nullable String metadata() {
        return metadata;
    }

    /** What clients show that know its type, in place of the text. */
    public @Nullable RichContent content() {
        return content;
    }

    /** Why the bot hands over; null if it does not. */
    public @Nullable String handOver() {
        return handOver;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BotReply that
                && Objects.equals(text, that.text)
                && Objects.equals(metadata, that.metadata)
                && Objects.equals(content, that.content)
                && Objects.equals(handOver, that.handOver);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, metadata, content, handOver);
    }

    /** What it consists of; never the text. */
    @Override
    public String toString() {
        return "BotReply[" + (text == null ? "nothing" : "a message") + (handOver == null ? "" : ", hands over") + "]";
    }

    /** Builds a {@link BotReply}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String text;
        private @Nullable String metadata;
        private @Nullable RichContent content;
        private @Nullable String handOver;

        private Builder() {}

        /** See {@link BotReply#text()}. Default: none. */
        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        /** See {@link BotReply#metadata()}. Default: none. */
        public Builder metadata(@Nullable String value) {
            metadata = value;
            return this;
        }

        /** See {@link BotReply#content()}. Default: none. */
        public Builder content(@Nullable RichContent value) {
            content = value;
            return this;
        }

        /** See {@link BotReply#handOver()}. Default: none. */
        public Builder handOver(@Nullable String value) {
            handOver = value;
            return this;
        }

        /** Returns the reply. */
        public BotReply build() {
            return new BotReply(this);
        }
    }
}
