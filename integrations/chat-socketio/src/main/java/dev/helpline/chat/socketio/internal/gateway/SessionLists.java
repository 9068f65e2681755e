package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists of sessions as dialects count them, by offset. */
public final class SessionLists {
    private static final int PAGE = 100;

    private SessionLists() {}

    /** Returns those of a customer's sessions that match, the youngest first. */
    public static List<SessionSummary> ofCustomer(CustomerChat chat, Predicate<Session> wanted, Slice slice) {
        List<SessionSummary> found = new ArrayList<>();
        SessionPage page = chat.history(1, PAGE);
        while (true) {
            addMatching(page.sessions(), wanted, found);
            if (found.size() >= slice.end() || page.next() == null) {
                return slice.of(found);
            }
            page = chat.history(page.next(), PAGE);
        }
    }

    /** Returns open sessions, in the order of the query. */
    public static List<SessionSummary> open(AgentDesk desk, OpenSessionQuery query, Slice slice) {
        List<SessionSummary> found = new ArrayList<>();
        OpenSessionPage page = desk.openSessions(query, 1, PAGE);
        while (true) {
            found.addAll(page.sessions());
            if (found.size() >= slice.end() || page.next() == null) {
                return slice.of(found);
            }
            page = desk.openSessions(query, page.next(), PAGE);
        }
    }

    /** Returns those of the ended sessions that match, the one that ended last first. */
    public static List<SessionSummary> ended(
            AgentDesk desk, EndedSessionQuery query, Predicate<Session> wanted, Slice slice) {
        List<SessionSummary> found = new ArrayList<>();
        EndedSessionKey after = null;
        do {
            EndedSessionPage page = desk.endedSessions(query, after, PAGE);
            addMatching(page.sessions(), wanted, found);
            after = page.next();
        } while (after != null && found.size() < slice.end());
        return slice.of(found);
    }

    private static void addMatching(List<SessionSummary> page, Predicate<Session> wanted, List<SessionSummary> found) {
        page.stream().filter(summary -> wanted.test(summary.view().session())).forEach(found::add);
    }
}
