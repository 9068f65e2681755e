package dev.helpline.chat.core.internal.alert;

import dev.helpline.chat.core.internal.rules.Mentions;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides to what agents are alerted, and which; {@link AlertType} says the rules. */
public final class AlertRules {
    private static final String TOO_LONG =
            "{\"target\":\"" + SlaTarget.ASSIGNMENT.name().toLowerCase(Locale.ROOT) + '"';

    /**
     * An alert before it is known who gets it.
     *
     * @param concerns whether an agent is one of those for whom it is
     */
    public record Wanted(AlertType type, Session session, Entry event, Predicate<Agent> concerns) {}

    private AlertRules() {}

    /** Returns the alerts that a commit causes: at most one of each type, and one per mention. */
    public static List<Wanted> of(SessionCommit commit) {
        return of(commit.next(), commit.entries(), commit.audit());
    }

    /**
     * Returns the alerts that some commits to a session cause, as of {@link #of(SessionCommit)} for each of them, but in the session as it is
     * now. Entries and records of one commit have one time.
     */
    public static List<Wanted> ofSeveral(Session session, List<Entry> entries, List<AuditRecord> records) {
        Map<Instant, List<Entry>> commits =
                entries.stream().collect(Collectors.groupingBy(Entry::at, LinkedHashMap::new, Collectors.toList()));
        return commits.entrySet().stream()
                .flatMap(commit -> of(
                        session,
                        commit.getValue(),
                        records.stream()
                                .filter(record -> record.at().equals(commit.getKey()))
                                .toList())
                        .stream())
                .toList();
    }

    private static List<Wanted> of(Session session, List<Entry> entries, List<AuditRecord> records) {
        Predicate<Agent> others = agent -> agent.active()
                && records.stream().map(AuditRecord::actor).noneMatch(agent.id().value()::equals);
        List<Wanted> wanted = new ArrayList<>();
        Set<AlertType> seen = EnumSet.noneOf(AlertType.class);
        for (Entry entry : entries) {
            AlertType type = typeOf(session, entry);
            if (type != null && (type == AlertType.MENTIONED || seen.add(type))) {
                wanted.add(new Wanted(type, session, entry, others.and(concerned(type, session, entry))));
            }
        }
        return wanted;
    }

    private static @Nullable AlertType typeOf(Session session, Entry entry) {
        if (entry.kind() == EntryKind.NOTE) {
            return Mentions.of(entry).isEmpty() ? null : AlertType.MENTIONED;
        }
        EventType event = EventType.of(entry).orElse(null);
        boolean waits = session.state() == SessionState.WAITING;
        if (event == null) {
            return null;
        }
        return switch (event) {
            case SESSION_STARTED, SESSION_RETURNED, SESSION_REOPENED, SESSION_TRANSFERRED ->
                waits ? AlertType.WAITING : null;
            case SESSION_ASSIGNED -> session.state().isOpen() && !waits ? AlertType.ASSIGNED : null;
            case SESSION_ESCALATED -> AlertType.ESCALATED;
            case SESSION_OFFERED -> session.offer() == null ? null : AlertType.OFFERED;
            case SLA_BREACHED ->
                String.valueOf(entry.metadata()).startsWith(TOO_LONG)
                        ? AlertType.WAITING_TOO_LONG
                        : AlertType.SLA_BREACHED;
            default -> null;
        };
    }

    private static Predicate<Agent> concerned(AlertType type, Session session, Entry entry) {
        return switch (type) {
            case WAITING -> agent -> serves(agent, session);
            case ASSIGNED -> agent -> owns(agent, session);
            case MENTIONED -> agent -> mentions(entry, agent.id());
            case ESCALATED -> AlertRules::supervises;
            case WAITING_TOO_LONG -> agent -> serves(agent, session) || supervises(agent);
            case SLA_BREACHED -> agent -> owns(agent, session) || supervises(agent);
            case OFFERED -> agent -> isOffered(agent, session);
        };
    }

    private static boolean mentions(Entry note, AgentId agent) {
        return Mentions.of(note).contains(agent)
                && !Objects.equals(note.author().id(), agent.value());
    }

    private static boolean serves(Agent agent, Session session) {
        return session.department() == null || agent.departments().contains(session.department());
    }

    private static boolean owns(Agent agent, Session session) {
        Assignment assignment = session.assignment();
        return assignment != null && assignment.agent().equals(agent.id());
    }

    private static boolean isOffered(Agent agent, Session session) {
        Offer offer = session.offer();
        return offer != null && offer.agent().equals(agent.id());
    }

    private static boolean supervises(Agent agent) {
        return agent.role() == Role.SUPERVISOR || agent.role() == Role.ADMIN;
    }
}
