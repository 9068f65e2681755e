package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.Quote;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of entries, or of summaries of sessions, on one page. A page always holds its first item, however long that is. Not
 * thread-safe.
 */
public final class PageBudget {
    /** Room for the ids, times, numbers and field names of one entry, in any transport's format. */
    private static final int ENTRY_OVERHEAD = 256;

    /** Room for the longest quote: its text, and the name and the department of its author, at 4 bytes per code point. */
    private static final int QUOTE = 4 * (Quote.MAX_TEXT + 2 * 255);

    private long left = MessagePage.MAX_BYTES;
    private boolean isEmpty = true;

    /** Returns whether the entry fits into the page, and counts it if it does. */
    public boolean take(Entry entry) {
        return take(sizeOf(entry));
    }

    private boolean take(int size) {
        if (!isEmpty && size > left) {
            return false;
        }
        isEmpty = false;
        left -= size;
        return true;
    }

    /** Returns whether the summary fits into the page, and counts it if it does. */
    public boolean take(SessionSummary summary) {
        return take(sizeOf(summary));
    }

    /** Returns how many of the entries, from the first one, fit into one page. */
    public static int count(List<Entry> entries) {
        PageBudget budget = new PageBudget();
        int count = 0;
        while (count < entries.size() && budget.take(entries.get(count))) {
            count++;
        }
        return count;
    }

    private static int sizeOf(Entry entry) {
        Author author = entry.author();
        return ENTRY_OVERHEAD
                + (entry.replyTo() == null ? 0 : QUOTE)
                + utf8Length(entry.text())
                + utf8Length(entry.metadata())
                + (entry.content() == null ? 0 : utf8Length(entry.content().json()))
                + utf8Length(author.name())
                + utf8Length(author.department());
    }

    private static int sizeOf(SessionSummary summary) {
        Session session = summary.view().session();
        Customer customer = session.customer();
        Assignment assignment = session.assignment();
        int size = 2 * ENTRY_OVERHEAD
                + utf8Length(customer.name())
                + utf8Length(customer.email())
                + utf8Length(customer.phone())
                + utf8Length(session.topic().subject())
                + utf8Length(session.topic().category())
                + utf8Length(session.topic().externalRef());
        if (assignment != null) {
            size += utf8Length(assignment.name()) + utf8Length(assignment.department());
        }
        return summary.lastMessage() == null ? size : size + sizeOf(summary.lastMessage());
    }

    /** Returns the length of the text in UTF-8, in bytes; a surrogate counts as half of its pair. */
    private static int utf8Length(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }
}
