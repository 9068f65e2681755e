package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of the domain's constants on the wire, where the two sides are {@code user} and {@code admin}. */
public final class WireNames {
    /** The status of a session in any open state. */
    public static final String ACTIVE = "active";

    public static final Map<String, Priority> PRIORITIES = byWord(Priority.values());
    public static final Map<String, Outcome> OUTCOMES = byWord(Outcome.values());
    public static final Map<String, SessionState> OPEN_STATES = openStates();
    public static final Map<String, AuditSubject.Kind> AUDIT_KINDS = byWord(AuditSubject.Kind.values());
    public static final Map<String, Presence> PRESENCES = byWord(Presence.values());
    public static final Map<String, AlertType> ALERT_TYPES = byWord(AlertType.values());
    public static final Map<String, AlertChannel> ALERT_CHANNELS = byWord(AlertChannel.values());
    public static final Map<String, Role> AGENT_ROLES = byWord(new Role[] {Role.AGENT, Role.SUPERVISOR, Role.ADMIN});

    private WireNames() {}

    /** Returns the constant's name in lower case. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static String of(EndedBy by) {
        return switch (by) {
            case CUSTOMER -> "user";
            case AGENT -> "admin";
            case SYSTEM -> "system";
        };
    }

    static String sender(Author author) {
        return switch (author.type()) {
            case CUSTOMER -> "user";
            case AGENT -> "admin";
            case BOT -> "bot";
            case SYSTEM -> "system";
        };
    }

    public static String status(Session session) {
        Ending ending = session.ending();
        return ending == null ? ACTIVE : statusAfter(ending.by());
    }

    /** True if an agent said that the session was resolved; null otherwise, as other outcomes are for agents. */
    static @Nullable Boolean resolved(Session session) {
        Ending ending = session.ending();
        return (ending != null && ending.outcome() == Outcome.RESOLVED) ? Boolean.TRUE : null;
    }

    /** The id of the session that this one continues. */
    static @Nullable String continued(Session session) {
        SessionId earlier = session.continues();
        return earlier == null ? null : earlier.value();
    }

    /** The tags of a session; null if it has none. */
    static @Nullable List<String> tags(Session session) {
        return session.tags().isEmpty() ? null : List.copyOf(session.tags());
    }

    /** The agents whom notes mention, with the seq of the newest note that does; null if there are none. */
    static @Nullable Map<String, Long> mentions(Session session) {
        Map<String, Long> mentions = new TreeMap<>();
        session.mentions().forEach((agent, seq) -> mentions.put(agent.value(), seq));
        return mentions.isEmpty() ? null : mentions;
    }

    public static String statusAfter(EndedBy by) {
        return switch (by) {
            case AGENT -> "ended_by_admin";
            case CUSTOMER -> "ended_by_user";
            case SYSTEM -> "ended";
        };
    }

    private static Map<String, SessionState> openStates() {
        Map<String, SessionState> states = new LinkedHashMap<>(byWord(SessionState.values()));
        states.values().removeIf(state -> !state.isOpen());
        return Collections.unmodifiableMap(states);
    }

    private static <E extends Enum<E>> Map<String, E> byWord(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(constants).forEach(constant -> words.put(of(constant), constant));
        return Collections.unmodifiableMap(words);
    }
}
