package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery.Assigned;
import dev.helpline.chat.spi.store.OpenSessionQuery.Order;
import dev.helpline.chat.spi.store.TextLimits;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an agent's query for open sessions. */
final class DeskQuery {
    private static final Map<String, Order> ORDERS = orders();
    private static final Map<String, Assigned> ASSIGNED = Map.of("true", Assigned.YES, "false", Assigned.NO);

    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

    /** Stands for the caller's own departments. */
    private static final String OWN_DEPARTMENTS = "mine";

    private DeskQuery() {}

    static OpenSessionQuery of(Query query, Caller caller, AgentDesk desk) {
        String assigned = query.text("assigned").orElse("");
        return OpenSessionQuery.builder()
                .states(query.word("state", WireNames.OPEN_STATES).map(Set::of).orElse(openStates()))
                .assignment(ASSIGNED.get(assigned))
                .agent(assigned.isEmpty() || ASSIGNED.containsKey(assigned) ? null : agent(assigned, caller))
                .priority(query.word("priority", WireNames.PRIORITIES).orElse(null))
                .departments(departments(query, desk))
                .category(query.bounded("category", TextLimits.CATEGORY))
                .tag(query.text("tag").orElse(null))
                .escalated(query.word("escalated", FLAGS).orElse(false))
                .externalRef(query.bounded("externalRef", TextLimits.EXTERNAL_REF))
                .text(query.bounded("q", TextLimits.SEARCH))
                .started(window(query, "startedFrom", "startedTo"))
                .active(window(query, "activeFrom", "activeTo"))
                .order(query.word("sort", ORDERS).orElse(Order.QUEUE))
                .build();
    }

    /** The same filters as for open sessions, as far as they fit, and a time. */
    static EndedSessionQuery ended(Query query, Caller caller, AgentDesk desk) {
        return EndedSessionQuery.builder()
                .agent(query.text("agent").map(agent -> agent(agent, caller)).orElse(null))
                .outcome(query.word("outcome", WireNames.OUTCOMES).orElse(null))
                .departments(departments(query, desk))
                .category(query.bounded("category", TextLimits.CATEGORY))
                .tag(query.text("tag").orElse(null))
                .text(query.bounded("q", TextLimits.SEARCH))
                .priority(query.word("priority", WireNames.PRIORITIES).orElse(null))
                .ended(window(query, "from", "to"))
                .build();
    }

    /** The departments to which the list is restricted; null if it is not. */
    private static @Nullable Set<String> departments(Query query, AgentDesk desk) {
        Set<String> named =
                new LinkedHashSet<>(query.bounded("department", TextLimits.DEPARTMENTS, TextLimits.DEPARTMENT));
        if (named.isEmpty()) {
            return null;
        }
        if (named.remove(OWN_DEPARTMENTS)) {
            named.addAll(desk.departments());
        }
        if (named.size() > TextLimits.DEPARTMENTS) {
            throw new Refusal(
                    WireError.VALIDATION_ERROR,
                    "department must name at most " + TextLimits.DEPARTMENTS + " departments");
        }
        return named;
    }

    /** The time from one instant until before another one; either may be absent. */
    static TimeWindow window(Query query, String from, String to) {
        return new TimeWindow(instant(query, from), instant(query, to));
    }

    /** An instant; null if it is absent. */
    private static @Nullable Instant instant(Query query, String name) {
        String text = query.text(name).orElse(null);
        return text == null
                ? null
                : WireTime.parse(text)
                        .orElseThrow(() -> new Refusal(WireError.VALIDATION_ERROR, name + " must be an instant"));
    }

    private static Set<SessionState> openStates() {
        return OpenSessionQuery.ALL.states();
    }

    private static AgentId agent(String assigned, Caller caller) {
        String id = assigned.equals("me") ? caller.principal().id() : assigned;
        if (!AgentId.isValid(id)) {
            throw new Refusal(WireError.VALIDATION_ERROR, "assigned must be true, false, me or an agent's id");
        }
        return new AgentId(id);
    }

    private static Map<String, Order> orders() {
        Map<String, Order> orders = new LinkedHashMap<>();
        for (Order order : Order.values()) {
            orders.put(WireNames.of(order), order);
        }
        return orders;
    }
}
