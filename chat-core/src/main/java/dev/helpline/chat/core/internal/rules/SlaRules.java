package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.ChangeFollowUp;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the clocks of the service levels with every change of a session. When each clock runs:
 *
 * <table>
 * <caption>The clocks</caption>
 * <tr><th>target</th><th>begins</th><th>stops</th><th>begins anew</th></tr>
 * <tr><td>assignment</td><td>when the session begins to wait</td><td>when an agent has it, or at its end</td><td>each time</td></tr>
 * <tr><td>first response</td><td>at the start</td><td>at the first message of an agent, or at the end</td><td>when the session is
 * reopened without one</td></tr>
 * <tr><td>next response</td><td>at the customer's first message after a response</td><td>at a message of an agent, or at the
 * end</td><td>each time</td></tr>
 * <tr><td>resolution</td><td>at the start</td><td>while the session is on hold, and at its end</td><td>when the session is reopened; after a
 * hold it goes on</td></tr>
 * </table>
 *
 * <p>So time on hold counts for the responses, and not for the resolution. Each run of a clock is breached at most once: by the first change
 * of the session after its time was up, which takes the event along in its commit, before its own entries. If nothing else changes the session, a sweep does. A
 * change of the priority or the department moves the due times of the clocks that run, but not one that was breached.
 */
public final class SlaRules implements ChangeFollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(SlaRules.class);

    private final SlaPolicy policy;
    private final SlaTime time;
    private final IdGenerator ids;

    private SlaRules(SlaPolicy policy, IdGenerator ids) {
        this.policy = policy;
        this.time = new SlaTime(policy.hours());
        this.ids = ids;
    }

    /** Returns the rules of this policy; without service levels, rules that stop the clocks of earlier ones. */
    public static ChangeFollowUp of(ChatPolicy policy, IdGenerator ids) {
        return policy.sla().<ChangeFollowUp>map(sla -> new SlaRules(sla, ids)).orElse(SlaRules::withoutClocks);
    }

    private static SessionChange withoutClocks(@Nullable Session before, SessionChange change, Instant now) {
        return change.next().sla().isEmpty() ? change : with(change, Map.of());
    }

    /** Returns the targets of which the time is up and which are not noted as breached. */
    static List<SlaTarget> due(Session session, Instant now) {
        return session.sla().entrySet().stream()
                .filter(clock -> {
                    Instant dueAt = clock.getValue().pendingAt();
                    return dueAt != null && !dueAt.isAfter(now);
                })
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public SessionChange after(@Nullable Session before, SessionChange change, Instant now) {
        boolean begins = before == null || !before.state().isOpen();
        Session next = change.next();
        if (before == null
                ? !next.state().isOpen()
                : next.sla().isEmpty() && !(begins && next.state().isOpen())) {
            return change;
        }
        List<SlaTarget> breached = before == null ? List.of() : due(before, now);
        Map<SlaTarget, SlaClock> clocks = new EnumMap<>(SlaTarget.class);
        clocks.putAll(next.sla());
        breached.forEach(target -> clocks.computeIfPresent(
                target, (same, clock) -> clock.toBuilder().breachedAt(now).build()));
        Run run = new Run(next, clocks, now);
        run.move(begins, change.entries());
        if (begins || !sameLevel(before, next)) {
            run.moveDueTimes();
        }
        return clocks.equals(next.sla()) ? change : noted(before, with(change, clocks), breached);
    }

    private static boolean sameLevel(@Nullable Session before, Session next) {
        return before != null
                && before.priority() == next.priority()
                && Optional.ofNullable(before.department()).equals(Optional.ofNullable(next.department()));
    }

    private static SessionChange with(SessionChange change, Map<SlaTarget, SlaClock> clocks) {
        return new SessionChange(
                change.next().toBuilder().sla(clocks).build(), change.entries(), change.audit(), change.rating());
    }

    private SessionChange noted(@Nullable Session before, SessionChange change, List<SlaTarget> breached) {
        if (before == null || breached.isEmpty()) {
            return change;
        }
        List<NewEntry> entries = new ArrayList<>();
        List<NewAudit> audit = new ArrayList<>();
        for (SlaTarget target : breached) {
            SlaClock clock = before.sla().get(target);
            Instant dueAt = clock == null ? null : clock.dueAt();
            String word = target.name().toLowerCase(Locale.ROOT);
            String facts = new Facts().with("target", word).with("dueAt", dueAt).json();
            String text = "The time for the " + word.replace('_', ' ') + " is up.";
            entries.add(NewEntry.teamEvent(new EntryId(ids.newId()), EventType.SLA_BREACHED, text, facts));
            audit.add(NewAudit.bySystem("SLA_BREACHED", "target=" + target + " dueAt=" + dueAt, ids.newId()));
        }
        entries.addAll(change.entries());
        audit.addAll(change.audit());
        return new SessionChange(change.next(), entries, audit, change.rating());
    }

    /** One change of the clocks of a session. */
    private final class Run {
        private final Session session;
        private final ServiceLevel level;
        private final Map<SlaTarget, SlaClock> clocks;
        private final Instant now;

        Run(Session session, Map<SlaTarget, SlaClock> clocks, Instant now) {
            this.session = session;
            this.level = policy.levelOf(session);
            this.clocks = clocks;
            this.now = now;
        }

        /**
         * Lets the clocks run and stop as the session and its new messages ask.
         *
         * @param begins whether the session is new or was reopened
         */
        void move(boolean begins, List<NewEntry> entries) {
            SlaClock first = clocks.get(SlaTarget.FIRST_RESPONSE);
            boolean answered = first != null && !isRunning(SlaTarget.FIRST_RESPONSE);
            if (begins) {
                clocks.keySet().retainAll(List.of(SlaTarget.FIRST_RESPONSE));
            }
            boolean asked = isRunning(SlaTarget.NEXT_RESPONSE);
            for (NewEntry entry : entries) {
                if (entry.kind() == EntryKind.MESSAGE && entry.audience() == Audience.ALL) {
                    ParticipantType author = entry.author().type();
                    answered |= author == ParticipantType.AGENT;
                    asked = author == ParticipantType.AGENT ? false : asked || author == ParticipantType.CUSTOMER;
                }
            }
            SessionState state = session.state();
            boolean open = state.isOpen();
            set(SlaTarget.ASSIGNMENT, state == SessionState.WAITING && !session.offline());
            set(SlaTarget.FIRST_RESPONSE, open && !answered);
            set(SlaTarget.NEXT_RESPONSE, open && answered && asked);
            set(SlaTarget.RESOLUTION, open && state != SessionState.ON_HOLD);
            if (!open && !answered) {
                clocks.remove(SlaTarget.FIRST_RESPONSE); // so that it begins anew if the session is reopened
            }
        }

        private boolean isRunning(SlaTarget target) {
            SlaClock clock = clocks.get(target);
            return clock != null && clock.runningSince() != null;
        }

        private void set(SlaTarget target, boolean runs) {
            SlaClock clock = clocks.get(target);
            Instant since = clock == null ? null : clock.runningSince();
            if (runs && since == null) {
                SlaClock.Builder started =
                        clock != null && target == SlaTarget.RESOLUTION ? clock.toBuilder() : SlaClock.builder();
                clocks.put(target, timed(target, started.runningSince(now).build()));
            } else if (!runs && clock != null && since != null) {
                Duration spent = target == SlaTarget.RESOLUTION ? clock.spent().plus(open(since)) : Duration.ZERO;
                clocks.put(
                        target,
                        clock.toBuilder()
                                .runningSince(null)
                                .spent(spent)
                                .dueAt(null)
                                .build());
            }
        }

        void moveDueTimes() {
            clocks.replaceAll(this::timed);
        }

        private SlaClock timed(SlaTarget target, SlaClock clock) {
            Instant since = clock.runningSince();
            if (since == null || clock.breachedAt() != null) {
                return clock;
            }
            Instant due = level.target(target)
                    .flatMap(allowed -> up(since, allowed.minus(clock.spent())))
                    .orElse(null);
            return clock.toBuilder().dueAt(due).build();
        }

        private Optional<Instant> up(Instant since, Duration left) {
            try {
                return left.isNegative() ? Optional.of(since) : time.after(since, left);
            } catch (RuntimeException e) {
                LOG.warn("the hours of the service levels failed; session {} has no due time", session.id(), e);
                return Optional.empty();
            }
        }

        private Duration open(Instant since) {
            try {
                return time.between(since, now);
            } catch (RuntimeException e) {
                LOG.warn("the hours of the service levels failed; no time counts for session {}", session.id(), e);
                return Duration.ZERO;
            }
        }
    }
}
