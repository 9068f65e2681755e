package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client that follows a session with the cursors it receives, and keeps all entries it receives. Not thread-safe. */
final class Reading {
    private final Function<PollRequest, PollAnswer> poll;
    private final SessionId session;
    private final int limit;
    private final Set<Include> include;
    private final List<Entry> heard = new ArrayList<>();
    private @Nullable String cursor;
    private @Nullable Session head;

    private Reading(Function<PollRequest, PollAnswer> poll, SessionId session, int limit, Set<Include> include) {
        this.poll = poll;
        this.session = session;
        this.limit = limit;
        this.include = include;
    }

    /** Reads everything, {@code limit} entries at a time. */
    static Reading everything(Function<PollRequest, PollAnswer> poll, SessionId session, int limit) {
        return new Reading(poll, session, limit, Set.of(Include.OWN, Include.SYSTEM));
    }

    /** Reads the messages of the other side. */
    static Reading otherSide(Function<PollRequest, PollAnswer> poll, SessionId session, int limit) {
        return new Reading(poll, session, limit, Set.of());
    }

    /** Continues with another engine, or with other parameters. */
    Reading with(Function<PollRequest, PollAnswer> other) {
        Reading next = new Reading(other, session, limit, include);
        next.heard.addAll(heard);
        next.cursor = cursor;
        next.head = head;
        return next;
    }

    PollAnswer once() {
        PollAnswer answer = poll.apply(PollRequest.builder(session)
                .after(cursor)
                .limit(limit)
                .maxWait(Duration.ZERO)
                .include(include)
                .build());
        heard.addAll(answer.messages());
        cursor = answer.cursor();
        head = answer.view().session();
        return answer;
    }

    /** Polls until there are no more entries. */
    Reading toTheEnd() {
        PollAnswer answer = once();
        while (answer.hasMore()) {
            answer = once();
        }
        return this;
    }

    List<Entry> heard() {
        return heard;
    }

    List<String> texts() {
        return heard.stream().map(Entry::text).toList();
    }

    @Nullable
    String cursor() {
        return cursor;
    }

    @Nullable
    Session head() {
        return head;
    }
}
