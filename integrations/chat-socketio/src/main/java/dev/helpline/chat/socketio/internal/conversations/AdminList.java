package dev.helpline.chat.socketio.internal.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Priorities;
import dev.helpline.chat.socketio.internal.gateway.QueryText;
import dev.helpline.chat.socketio.internal.gateway.RestCall;
import dev.helpline.chat.socketio.internal.gateway.RestReply;
import dev.helpline.chat.socketio.internal.gateway.SessionLists;
import dev.helpline.chat.socketio.internal.gateway.Slice;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list of administrators: all conversations that match, first those that are not closed, the one with the newest message first. */
final class AdminList {
    /** Closed conversations are counted up to here. */
    private static final int MAX_COUNT = 100;

    private static final int MAX_PAGE = 1000;
    private static final Set<SessionState> NOT_CLOSED =
            Set.of(SessionState.WAITING, SessionState.ACTIVE, SessionState.ON_HOLD);

    private final AgentDesk desk;
    private final @Nullable ConversationStatus status;
    private final @Nullable Priority priority;
    private final @Nullable String search;
    private final @Nullable String assigned;
    private final int page;
    private final Slice slice;

    private AdminList(AgentDesk desk, QueryText query) {
        this.desk = desk;
        status = query.text("status").map(ConversationStatus::parse).orElse(null);
        priority = query.text("priority").map(Priorities::parse).orElse(null);
        search = query.text("search").orElse(null);
        assigned = query.text("assigned").orElse(null);
        if (assigned != null && !isFlag(assigned) && !AgentId.isValid(assigned)) {
            throw Failure.invalid("assigned must be true, false or the id of an administrator");
        }
        page = query.whole("page", 1, 1, MAX_PAGE);
        slice = Slice.ofPage(page, Slice.limit(query));
    }

    static RestReply list(RestCall call) {
        AdminList list = new AdminList(call.identity().desk(), call.query());
        ObjectNode body = ConversationsCalls.success();
        body.set("conversations", ConversationsCalls.list(call.identity(), list.items()));
        body.set("counts", list.counts());
        body.putObject("pagination").put("page", list.page).put("limit", list.slice.limit());
        return new RestReply(200, body);
    }

    private List<SessionSummary> items() {
        if (status == ConversationStatus.CLOSED) {
            return closed(slice);
        }
        if (status != null) {
            return SessionLists.open(desk, notClosed(status.states()), slice);
        }
        List<SessionSummary> items = new ArrayList<>(SessionLists.open(desk, notClosed(NOT_CLOSED), slice));
        if (items.size() < slice.limit()) {
            items.addAll(closed(slice.behind(count(NOT_CLOSED), items.size())));
        }
        return items;
    }

    private List<SessionSummary> closed(Slice wanted) {
        return SessionLists.ended(desk, ended(), this::isAssignedAsWanted, wanted);
    }

    /** How many conversations of each status match, whatever the status that is asked for. */
    private ObjectNode counts() {
        EndedSessionPage ended = desk.endedSessions(ended(), null, MAX_COUNT);
        long closed = ended.sessions().stream()
                .filter(summary -> isAssignedAsWanted(summary.view().session()))
                .count();
        return Json.object()
                .put(ConversationStatus.OPEN.wireName(), count(ConversationStatus.OPEN.states()))
                .put(ConversationStatus.PENDING.wireName(), count(ConversationStatus.PENDING.states()))
                .put(ConversationStatus.CLOSED.wireName(), closed)
                .put("closed_has_more", ended.next() != null);
    }

    private long count(Set<SessionState> states) {
        return desk.openSessions(notClosed(states), 1, 1).total();
    }

    private OpenSessionQuery notClosed(Set<SessionState> states) {
        OpenSessionQuery.Builder query = OpenSessionQuery.builder()
                .states(states)
                .priority(priority)
                .text(search)
                .order(OpenSessionQuery.Order.ACTIVITY);
        if (assigned != null) {
            if (isFlag(assigned)) {
                query.assignment(
                        Boolean.parseBoolean(assigned) ? OpenSessionQuery.Assigned.YES : OpenSessionQuery.Assigned.NO);
            } else {
                query.agent(new AgentId(assigned));
            }
        }
        return query.build();
    }

    private EndedSessionQuery ended() {
        return EndedSessionQuery.builder()
                .priority(priority)
                .text(search)
                .agent(assigned == null || isFlag(assigned) ? null : new AgentId(assigned))
                .build();
    }

    private boolean isAssignedAsWanted(Session session) {
        return assigned == null
                || !isFlag(assigned)
                || Boolean.parseBoolean(assigned) == (Authors.agentOf(session) != null);
    }

    private static boolean isFlag(String value) {
        return value.equals("true") || value.equals("false");
    }
}
