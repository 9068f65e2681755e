package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.PageCursors;
import dev.helpline.chat.http.internal.wire.WireAgent;
import dev.helpline.chat.http.internal.wire.WireEndedSession;
import dev.helpline.chat.http.internal.wire.WireMessage;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireOpenSession;
import dev.helpline.chat.http.internal.wire.WirePagination;
import dev.helpline.chat.http.internal.wire.WireSessionDetail;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls that only agents can make. */
final class DeskEndpoints {
    private static final int NEWEST = 500;

    private final Participants participants;
    private final InstantSource clock;

    DeskEndpoints(Participants participants, InstantSource clock) {
        this.participants = participants;
        this.clock = clock;
    }

    CallResult activeSessions(Request request) {
        PageQuery page = PageQuery.of(request.query());
        AgentDesk desk = participants.desk(request.caller());
        OpenSessionQuery query = DeskQuery.of(request.query(), request.caller(), desk);
        OpenSessionPage open = page.after() == null
                ? desk.openSessions(query, page.page(), page.limit())
                : desk.openSessions(query, PageCursors.openSession(page.after()), page.limit());
        return new CallResult(
                new ActiveSessions(
                        open.sessions().stream()
                                .map(summary -> WireOpenSession.listed(summary, clock.instant()))
                                .toList(),
                        open.totalActive(),
                        open.waiting(),
                        page.amongSessions(open.total()),
                        PageCursors.of(open.next())),
                "These are the open sessions");
    }

    CallResult endedSessions(Request request) {
        Query query = request.query();
        String after = query.cursor("after").orElse("");
        AgentDesk desk = participants.desk(request.caller());
        EndedSessionPage ended = desk.endedSessions(
                DeskQuery.ended(query, request.caller(), desk),
                after.isEmpty() ? null : PageCursors.endedSession(after),
                query.positive("limit", PageQuery.DEFAULT_LIMIT, PageQuery.MAX_LIMIT));
        return new CallResult(
                new EndedSessions(
                        ended.sessions().stream().map(WireEndedSession::of).toList(), PageCursors.of(ended.next())),
                "These are the ended sessions");
    }

    private record EndedSessions(
            List<WireEndedSession> sessions, @Nullable String nextCursor) {}

    CallResult session(Request request) {
        return new CallResult(
                WireSessionDetail.of(
                        participants.desk(request.caller()).detail(request.session()),
                        request.caller().role()),
                "This is the session");
    }

    /** Returns the newest entries, or with {@code after} the entries that follow it. */
    CallResult messages(Request request) {
        AgentDesk desk = participants.desk(request.caller());
        String after = request.query().cursor("after").orElse("");
        return new CallResult(
                after.isEmpty() ? newest(desk, request) : behind(desk, request, after), "These are the messages");
    }

    CallResult assign(Request request) {
        SessionId session = request.bodySession();
        Optional<AgentId> agent = request.body().id("agentId", AgentId::new);
        boolean force = request.body().flag("force");
        AgentDesk desk = participants.desk(request.caller());
        AgentId self = new AgentId(request.caller().principal().id());
        SessionView view =
                agent.isEmpty() && !force ? desk.claim(session) : desk.assign(session, agent.orElse(self), force);
        return new CallResult(Assigned.of(view.session()), "The session is assigned");
    }

    CallResult hold(Request request) {
        SessionView view = participants.desk(request.caller()).hold(request.bodySession());
        return new CallResult(Assigned.of(view.session()), "The session is on hold");
    }

    CallResult resume(Request request) {
        SessionView view = participants.desk(request.caller()).resume(request.bodySession());
        return new CallResult(Assigned.of(view.session()), "The session is active again");
    }

    /** Uses the id of the newest entry as the cursor, which a poll accepts. */
    private static SessionMessages newest(AgentDesk desk, Request request) {
        List<Entry> newest = desk.newest(request.session(), request.query().positive("limit", NEWEST, NEWEST));
        String cursor =
                newest.isEmpty() ? "" : newest.get(newest.size() - 1).id().value();
        boolean hasEarlier = !newest.isEmpty() && newest.get(0).seq() > 1;
        return new SessionMessages(
                WireMessage.of(
                        newest,
                        request.caller().role(),
                        desk.session(request.session()).activity()),
                hasEarlier ? Boolean.TRUE : null,
                false,
                cursor);
    }

    private static SessionMessages behind(AgentDesk desk, Request request, String after) {
        PollAnswer found = desk.poll(PollRequest.builder(request.session())
                .after(after)
                .limit(request.query().positive("limit", PollRequest.DEFAULT_LIMIT, PollRequest.MAX_LIMIT))
                .maxWait(Duration.ZERO)
                .include(Set.of(Include.OWN, Include.SYSTEM))
                .build());
        return new SessionMessages(
                WireMessage.of(
                        found.messages(), request.caller().role(), found.view().activity()),
                null,
                found.hasMore(),
                found.cursor());
    }

    private record ActiveSessions(
            List<WireOpenSession> sessions,
            long totalActive,
            long waiting,
            @Nullable WirePagination pagination,
            @Nullable String nextCursor) {}

    private record SessionMessages(
            List<WireMessage> messages, @Nullable Boolean hasEarlierMessages, boolean hasMoreMessages, String cursor) {}

    private record Assigned(
            String sessionId,
            String status,
            String state,
            @Nullable WireAgent agent) {
        static Assigned of(Session session) {
            return new Assigned(
                    session.id().value(),
                    WireNames.status(session),
                    WireNames.of(session.state()),
                    WireAgent.of(session.assignment()));
        }
    }
}
