package dev.helpline.chat.core.internal.pages;

import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.core.internal.follow.PageBudget;
import dev.helpline.chat.core.internal.follow.PollCursor;
import dev.helpline.chat.core.internal.follow.Quotes;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.AmendmentType;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.SessionLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads the messages of a session, by page number or by cursor, forwards and backwards. Thread-safe. */
public final class MessagePages {
    private static final int SCAN_PAGE = 200;
    private static final int NEWEST_PAGE = 100;

    private final SessionLog store;
    private final EntryTails tails;
    private final Amendments amendments;
    private final Quotes quotes;

    /** Pages of these entries. */
    public MessagePages(SessionLog store, EntryTails tails) {
        this.store = store;
        this.tails = tails;
        this.amendments = new Amendments(tails);
        this.quotes = new Quotes(tails, amendments);
    }

    /** Reads a page of the messages that the viewer sees. */
    public MessagePage read(LiveSession live, Viewer viewer, MessagesQuery query) {
        int limit = query.limit();
        if (query.from() instanceof MessagesQuery.Page page) {
            // The seq of the n-th message is at least n, so a page is found without reading from the start.
            Paging.check(page.number(), limit, MessagesQuery.MAX_LIMIT);
            long skip = (page.number() - 1L) * limit;
            return answer(
                    live, viewer, Slice.of(asTheyAre(forward(live.id(), viewer, skip, skip, limit), live), limit));
        }
        Paging.check(1, limit, MessagesQuery.MAX_LIMIT);
        if (query.from() instanceof MessagesQuery.Before before) {
            long seq = seqBehind(live.id(), viewer, "before", before.cursor());
            long bound = PollCursor.looksLike(before.cursor()) ? seq + 1 : seq;
            List<Entry> found = asTheyAre(backward(live.id(), viewer, bound, limit), live);
            return answer(live, viewer, Slice.of(found, fitting(found, limit)).reversed());
        }
        MessagesQuery.After after = (MessagesQuery.After) query.from();
        List<Entry> found =
                asTheyAre(forward(live.id(), viewer, seqAfter(live.id(), viewer, after.cursor()), 0, limit), live);
        return answer(live, viewer, Slice.of(found, fitting(found, limit)));
    }

    /** Returns the newest entries for an agent, the oldest of them first; fewer than {@code limit} if the page is full before. */
    public List<Entry> newest(LiveSession live, int limit) {
        List<Entry> newest = new ArrayList<>();
        PageBudget budget = new PageBudget();
        long before = Long.MAX_VALUE;
        boolean goesOn = true;
        while (goesOn) {
            int asked = Math.min(NEWEST_PAGE, limit - newest.size());
            List<Entry> read = asTheyAre(store.entriesBefore(live.id(), before, asked), live);
            int taken = 0;
            while (taken < read.size() && budget.take(read.get(read.size() - 1 - taken))) {
                newest.add(read.get(read.size() - 1 - taken));
                taken++;
            }
            goesOn = taken == asked && newest.size() < limit;
            before = read.isEmpty() ? before : read.get(0).seq();
        }
        Collections.reverse(newest);
        return quotes.addedTo(newest, live.head().session(), Viewer.AGENT);
    }

    /** Returns a message as it was sent, and its amendments as they were made, the oldest first. */
    public List<Entry> history(LiveSession live, EntryId id) {
        Entry message = tails.find(live.id(), id)
                .filter(Entry::isMessage)
                .orElseThrow(() -> Refusals.noSuchMessage(live.id(), id));
        List<Entry> history = new ArrayList<>();
        history.add(message);
        long seq = message.seq();
        List<Entry> read;
        do {
            read = store.entriesAfter(live.id(), seq, SCAN_PAGE);
            for (Entry entry : read) {
                if (AmendmentType.of(entry).isPresent() && id.equals(entry.replyTo())) {
                    history.add(entry);
                }
                seq = entry.seq();
            }
        } while (read.size() == SCAN_PAGE);
        return history;
    }

    private List<Entry> asTheyAre(List<Entry> read, LiveSession live) {
        return amendments.appliedTo(read, live.head().session());
    }

    /**
     * Returns how many of the entries fit on a page by cursor. Pages by number are not cut, since the next number would skip the
     * rest; {@code limit} messages of the greatest length still fit into one response.
     */
    private static int fitting(List<Entry> found, int limit) {
        return Math.min(limit, PageBudget.count(found));
    }

    private MessagePage answer(LiveSession live, Viewer viewer, Slice<Entry> slice) {
        live.loadReaders();
        Head head = live.head();
        return new MessagePage(
                quotes.addedTo(slice.items(), head.session(), viewer),
                head.session().log().messageCount(),
                slice.next(entry -> entry.id().value()),
                head.live().activityFor(viewer.side()));
    }

    /** As {@link #seqBehind}, but 0 if the store lost the entry that a poll's cursor stands behind. */
    private long seqAfter(SessionId session, Viewer viewer, String cursor) {
        long seq = seqBehind(session, viewer, "after", cursor);
        boolean lost = PollCursor.parse(cursor, session)
                .filter(polled -> !polled.standsIn(tails, session))
                .isPresent();
        return lost ? 0 : seq;
    }

    /** The seq of the entry that the cursor names, or that it stands right behind. */
    private long seqBehind(SessionId session, Viewer viewer, String field, String cursor) {
        if (PollCursor.looksLike(cursor)) {
            return PollCursor.parse(cursor, session)
                    .orElseThrow(() -> unknown(field))
                    .seq();
        }
        if (!EntryId.isValid(cursor)) {
            throw unknown(field);
        }
        return tails.find(session, new EntryId(cursor))
                .filter(viewer::sees)
                .orElseThrow(() -> unknown(field))
                .seq();
    }

    private static ChatException unknown(String field) {
        return new ChatException(
                ErrorCode.INVALID_REQUEST,
                field + " must be the id of a message of this session, or a cursor of it",
                Map.of("field", field));
    }

    /** Returns up to {@code limit} messages and one more, which tells that there are more. */
    private List<Entry> forward(SessionId session, Viewer viewer, long afterSeq, long afterNumber, int limit) {
        List<Entry> found = new ArrayList<>();
        long seq = afterSeq;
        while (found.size() < Slice.toRead(limit)) {
            List<Entry> entries = store.entriesAfter(session, seq, SCAN_PAGE);
            entries.stream()
                    .filter(entry -> entry.messageNumber() > afterNumber && viewer.sees(entry))
                    .forEach(found::add);
            if (entries.size() < SCAN_PAGE) {
                break;
            }
            seq = entries.get(entries.size() - 1).seq();
        }
        return found;
    }

    /** As {@link #forward}, the newest first. */
    private List<Entry> backward(SessionId session, Viewer viewer, long beforeSeq, int limit) {
        List<Entry> found = new ArrayList<>();
        long seq = beforeSeq;
        while (found.size() < Slice.toRead(limit)) {
            List<Entry> entries = store.entriesBefore(session, seq, SCAN_PAGE);
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (entries.get(i).isMessage() && viewer.sees(entries.get(i))) {
                    found.add(entries.get(i));
                }
            }
            if (entries.size() < SCAN_PAGE) {
                break;
            }
            seq = entries.get(0).seq();
        }
        return found;
    }
}
