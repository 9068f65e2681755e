package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.content.ContentFilter.Changed;
import dev.helpline.chat.spi.content.ContentFilter.Flagged;
import dev.helpline.chat.spi.content.ContentFilter.Passed;
import dev.helpline.chat.spi.content.ContentFilter.Refused;
import dev.helpline.chat.spi.content.ContentFilter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the host's filters about the content of a message, one after the other. Thread-safe. */
public final class ContentRules {
    /** Rules without a filter. */
    public static final ContentRules NONE = new ContentRules(List.of(), Integer.MAX_VALUE);

    private static final int MAX_REASON = 200;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_MESSAGE);
    private static final Logger LOG = LoggerFactory.getLogger(ContentRules.class);

    private final List<ContentFilter> filters;
    private final int maxLength;

    /**
     * Rules of these filters, in this order.
     *
     * @param maxLength the longest text that a filter may make, in code points
     */
    public ContentRules(List<ContentFilter> filters, int maxLength) {
        this.filters = List.copyOf(filters);
        this.maxLength = maxLength;
    }

    /**
     * A message that no filter refused.
     *
     * @param text what is stored
     * @param notes what the filters said, for agents: each names its filter
     */
    public record Judged(String text, List<String> notes) {
        /** A message that is stored as it was sent. */
        public static Judged asSent(String text) {
            return new Judged(text, List.of());
        }
    }

    /** Whether there is no filter, so that nothing needs to be collected for one. */
    public boolean areNone() {
        return filters.isEmpty();
    }

    /** Returns the message as it is stored, or throws CONTENT_REJECTED. */
    public Judged judge(Content sent) {
        Content content = sent;
        List<String> notes = new ArrayList<>();
        for (ContentFilter filter : filters) {
            Verdict verdict = verdictOf(filter, content);
            if (verdict instanceof Refused refused) {
                throw rejected(filter, oneLine(refused.reason()));
            }
            if (verdict instanceof Changed changed) {
                notes.add(filter.name() + " changed it: " + oneLine(changed.reason()));
                content = content.toBuilder().text(changed.text()).build();
            }
            if (verdict instanceof Flagged flagged) {
                notes.add(filter.name() + ": " + oneLine(flagged.reason()));
            }
        }
        return new Judged(content.text(), List.copyOf(notes));
    }

    /** A filter that fails flags the message instead. */
    private Verdict verdictOf(ContentFilter filter, Content content) {
        try {
            Verdict verdict = filter.judge(content);
            if (verdict instanceof Changed changed) {
                TEXTS.required("text", changed.text(), maxLength);
                return changed.text().equals(content.text()) ? Passed.PASSED : changed;
            }
            return Objects.requireNonNull(verdict, "verdict");
        } catch (Throwable e) { // also checked exceptions of hosts in other languages
            LOG.warn("the content filter {} failed; the message is stored all the same", filter.name(), e);
            return new Flagged("the filter failed");
        }
    }

    private static ChatException rejected(ContentFilter filter, String reason) {
        return new ChatException(
                ErrorCode.CONTENT_REJECTED,
                "the message is rejected: " + reason,
                Map.of("filter", filter.name(), "reason", reason));
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", " ").strip();
        return line.codePointCount(0, line.length()) <= MAX_REASON
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_REASON - 1)) + "…";
    }
}
