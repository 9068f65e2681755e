package dev.helpline.chat.core.content;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.content.ContentFilter.Changed;
import dev.helpline.chat.spi.content.ContentFilter.Flagged;
import dev.helpline.chat.spi.content.ContentFilter.Passed;
import dev.helpline.chat.spi.content.ContentFilter.Refused;
import dev.helpline.chat.spi.content.ContentFilter.Verdict;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Content filters. All but {@link #masking} only flag a message for agents and keep its text as it was written: a filter cannot know
 * whether {@code a < b}, a stack trace or a row of emoji is meant well. {@link #refusing} makes any of them refuse. All are thread-safe,
 * and take time in proportion to the length of the text.
 */
@Experimental
public final class ContentFilters {
    /** More links than a customer needs to explain a problem. */
    private static final int MANY_LINKS = 5;

    /** How often a text may be sent again before agents are told. */
    private static final int MANY_REPEATS = 3;

    /** Longer than any separator line in a log or in source code. */
    private static final int LONG_RUN = 200;

    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)[^\\s<>\"]", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[/!]?[A-Za-z][^<>]{0,1000}>");

    private ContentFilters() {}

    /**
     * The filters for messages of customers that suit most desks: {@link #directionOverrides}, more than 5 {@link #links}, a text that was
     * sent 3 times before ({@link #repeats}), and 200 equal characters in a row ({@link #floods}).
     */
    public static List<ContentFilter> standard() {
        return List.of(
                ofCustomers(directionOverrides()),
                ofCustomers(links(MANY_LINKS)),
                ofCustomers(repeats(MANY_REPEATS)),
                ofCustomers(floods(LONG_RUN)));
    }

    /** Flags a text with more than {@code max} links, from 0. A link begins with http://, https:// or www. */
    public static ContentFilter links(int max) {
        atLeast("max", max, 0);
        return named("links", content -> {
            long links = LINK.matcher(content.text()).results().count();
            return links > max ? new Flagged(links == 1 ? "a link" : links + " links") : Passed.PASSED;
        });
    }

    /** Flags a text with HTML or XML tags, such as {@code <b>}; {@code a < b} has none. */
    public static ContentFilter tags() {
        return pattern("tags", TAG, "HTML or XML tags");
    }

    /** Flags a text that its author sent {@code times} times before, from 1 to 10, among the 10 texts before. */
    public static ContentFilter repeats(int times) {
        atLeast("times", times, 1);
        return named("repeats", content -> {
            long before =
                    content.previous().stream().filter(content.text()::equals).count();
            return before >= times ? new Flagged("the same text was sent " + before + " times before") : Passed.PASSED;
        });
    }

    /** Flags a text with a character that stands {@code run} times in a row, from 2. */
    public static ContentFilter floods(int run) {
        atLeast("run", run, 2);
        return named("floods", content -> {
            int longest = longestRun(content.text());
            return longest >= run ? new Flagged(longest + " equal characters in a row") : Passed.PASSED;
        });
    }

    private static int longestRun(String text) {
        int longest = 0;
        int length = 0;
        int previous = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(previous)) {
            int codePoint = text.codePointAt(i);
            length = codePoint == previous ? length + 1 : 1;
            longest = Math.max(longest, length);
            previous = codePoint;
        }
        return longest;
    }

    /**
     * Flags a text that makes the text around it run the other way, or may hide what it says: a direction override (U+202D, U+202E), or an
     * embedding or isolate that is not closed in its line (Unicode Standard Annex 9). Arabic and Hebrew need none of them.
     */
    public static ContentFilter directionOverrides() {
        return named(
                "direction",
                content -> DirectionControls.areMisused(content.text())
                        ? new Flagged("characters that change the direction of text")
                        : Passed.PASSED);
    }

    /** Flags a text that is longer than so many code points. */
    public static ContentFilter longerThan(int codePoints) {
        atLeast("codePoints", codePoints, 1);
        return named("length", content -> {
            int length = content.text().codePointCount(0, content.text().length());
            return length > codePoints ? new Flagged(length + " characters") : Passed.PASSED;
        });
    }

    /**
     * Flags a text in which the pattern is found. The pattern must not backtrack without bound.
     *
     * @param name the filter's name; see {@link ContentFilter#name()}
     * @param reason see {@link ContentFilter.Flagged}
     */
    public static ContentFilter pattern(String name, Pattern pattern, String reason) {
        Objects.requireNonNull(pattern, "pattern");
        Flagged found = new Flagged(reason);
        return named(name, content -> {
            Matcher matcher = pattern.matcher(content.text());
            return matcher.find() ? found : Passed.PASSED;
        });
    }

    /**
     * Flags a text with one of these words or phrases. Compares whole words without regard to case, and full-width letters as the usual ones.
     * For languages that put no spaces between words use {@link #pattern}.
     *
     * @param name the filter's name; see {@link ContentFilter#name()}
     */
    public static ContentFilter words(String name, Collection<String> words) {
        WordList list = new WordList(words);
        return named(name, content -> {
            int found = list.find(content.text()).size();
            return found > 0 ? new Flagged(found == 1 ? "a listed word" : found + " listed words") : Passed.PASSED;
        });
    }

    /** As {@link #words}, but each character of such a word is stored as an asterisk. */
    public static ContentFilter masking(String name, Collection<String> words) {
        WordList list = new WordList(words);
        return named(name, content -> {
            List<WordList.Span> found = list.find(content.text());
            return found.isEmpty()
                    ? Passed.PASSED
                    : new Changed(WordList.masked(content.text(), found), "listed words are masked");
        });
    }

    /** The filter, for messages of customers only. */
    public static ContentFilter ofCustomers(ContentFilter filter) {
        Objects.requireNonNull(filter, "filter");
        return named(
                filter.name(),
                content -> content.author().type() == ParticipantType.CUSTOMER ? filter.judge(content) : Passed.PASSED);
    }

    /** The filter, refusing what it would flag or change. */
    public static ContentFilter refusing(ContentFilter filter) {
        Objects.requireNonNull(filter, "filter");
        return named(filter.name(), content -> {
            Verdict verdict = filter.judge(content);
            if (verdict instanceof Flagged flagged) {
                return new Refused(flagged.reason());
            }
            return verdict instanceof Changed changed ? new Refused(changed.reason()) : verdict;
        });
    }

    private static ContentFilter named(String name, Function<Content, Verdict> judge) {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("a filter's name must be 1 to 32 characters of a-z 0-9 -, was " + name);
        }
        return new Named(name, judge);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    private record Named(String name, Function<Content, Verdict> judging) implements ContentFilter {
        @Override
        public Verdict judge(Content content) {
            return judging.apply(content);
        }
    }
}
