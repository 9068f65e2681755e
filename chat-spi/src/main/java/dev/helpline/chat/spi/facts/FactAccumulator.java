package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.AssignmentEvent;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The definition of the facts of a session: adds the entries of its log, in their order, to facts. The engine adds the entries of each commit
 * to the facts before it; adding the whole log to {@link SessionFacts#START} computes the same facts anew. Not thread-safe.
 *
 * <p>Messages count that both sides see, whether or not they were edited or withdrawn later. Messages of the system, notes and events are no
 * messages here, and neither is a response. Facts that were computed by other rules become {@link SessionFacts#UNKNOWN} with the first entry.
 */
@Experimental
public final class FactAccumulator {
    private final List<AgentResponse> responses = new ArrayList<>();
    private final List<MessageCount> messageCounts = new ArrayList<>();
    private final List<AgentStint> stints = new ArrayList<>();
    private SessionFacts facts;

    private FactAccumulator(SessionFacts facts) {
        this.facts = facts;
    }

    /** Returns an accumulator that goes on from these facts. */
    public static FactAccumulator from(SessionFacts facts) {
        return new FactAccumulator(facts);
    }

    /** The facts after the entries so far. */
    public SessionFacts facts() {
        return facts;
    }

    /** The rows that the entries so far have completed. */
    public FactRows rows() {
        return FactRows.of(responses, messageCounts).withStints(stints);
    }

    /** Adds the next entries of the log. Returns this. */
    public FactAccumulator addAll(List<Entry> entries) {
        entries.forEach(this::add);
        return this;
    }

    /** Adds the next entry of the log. */
    public void add(Entry entry) {
        if (!facts.isCurrent()) {
            facts = SessionFacts.UNKNOWN;
            return;
        }
        if (entry.isMessage() && entry.audience() == Audience.ALL) {
            addMessage(entry);
            return;
        }
        Optional<EventType> event = EventType.of(entry);
        if (event.isPresent()) {
            addEvent(event.get(), entry);
        }
    }

    private void addMessage(Entry entry) {
        switch (entry.author().type()) {
            case CUSTOMER -> {
                MessageCount count = counting(entry, null);
                facts = facts.toBuilder()
                        .customerMessages(facts.customerMessages() + 1)
                        .unansweredSince(facts.unansweredSince() == null ? entry.at() : facts.unansweredSince())
                        .counting(count.toBuilder()
                                .customerMessages(count.customerMessages() + 1)
                                .build())
                        .build();
            }
            case BOT -> {
                MessageCount count = counting(entry, null);
                facts = facts.toBuilder()
                        .botMessages(facts.botMessages() + 1)
                        .counting(count.toBuilder()
                                .botMessages(count.botMessages() + 1)
                                .build())
                        .build();
            }
            case AGENT -> {
                String author = entry.author().id();
                if (author != null) {
                    addAgentMessage(entry, new AgentId(author));
                }
            }
            case SYSTEM -> {}
        }
    }

    private void addAgentMessage(Entry entry, AgentId agent) {
        MessageCount count = counting(entry, agent);
        facts = facts.toBuilder()
                .agentMessages(facts.agentMessages() + 1)
                .counting(count.toBuilder()
                        .agentMessages(agent, count.agentMessages() + 1)
                        .build())
                .build();
        Instant asked = facts.unansweredSince();
        if (asked == null) {
            return;
        }
        Duration time = between(asked, entry.at());
        responses.add(AgentResponse.of(entry.seq(), agent, entry.at(), time));
        Duration longest = facts.longestResponseTime();
        facts = facts.toBuilder()
                .firstResponseAt(facts.firstResponseAt() == null ? entry.at() : facts.firstResponseAt())
                .responseCount(facts.responseCount() + 1)
                .responseTime(facts.responseTime().plus(time))
                .longestResponseTime(time.compareTo(longest) > 0 ? time : longest)
                .unansweredSince(null)
                .build();
    }

    /** Returns the count to which the message belongs: the newest one, or else another one, which completes the newest. */
    private MessageCount counting(Entry entry, @Nullable AgentId agent) {
        MessageCount newest = facts.counting();
        boolean goesOn = newest != null
                && newest.quarter().equals(MessageCount.quarterOf(entry.at()))
                && (agent == null || newest.agent() == null || newest.agent().equals(agent));
        if (newest != null && goesOn) {
            return newest;
        }
        completeCount();
        return MessageCount.builder(entry.seq(), entry.at()).build();
    }

    private void completeCount() {
        MessageCount newest = facts.counting();
        if (newest != null) {
            messageCounts.add(newest);
            facts = facts.toBuilder().counting(null).build();
        }
    }

    private void addEvent(EventType event, Entry entry) {
        Instant at = entry.at();
        switch (event) {
            case SESSION_ASSIGNED -> {
                completeStint(at);
                facts = facts.toBuilder()
                        .stint(AssignmentEvent.agentOf(entry)
                                .map(agent -> AgentStint.builder(entry.seq(), agent, at)
                                        .build())
                                .orElse(null))
                        .build();
            }
            case SESSION_HELD -> facts = facts.toBuilder().heldSince(at).build();
            case SESSION_RESUMED -> releaseHold(at);
            case SESSION_RETURNED -> {
                completeStint(at);
                releaseHold(at);
            }
            case SESSION_ENDED -> {
                completeStint(at);
                releaseHold(at);
                completeCount();
                facts = facts.toBuilder()
                        .unansweredSince(null)
                        .firstEndedAt(facts.firstEndedAt() == null ? at : facts.firstEndedAt())
                        .build();
            }
            case SESSION_REOPENED ->
                facts = facts.toBuilder().reopenCount(facts.reopenCount() + 1).build();
            default -> {}
        }
    }

    private void releaseHold(Instant at) {
        Instant since = facts.heldSince();
        if (since != null) {
            AgentStint stint = facts.stint();
            facts = facts.toBuilder()
                    .heldTime(facts.heldTime().plus(between(since, at)))
                    .heldSince(null)
                    .stint(stint == null ? null : heldUntil(at, stint))
                    .build();
        }
    }

    private void completeStint(Instant at) {
        AgentStint stint = facts.stint();
        if (stint != null) {
            Duration length = between(stint.from(), at);
            Duration held = heldUntil(at, stint).heldTime();
            stints.add(stint.toBuilder()
                    .until(stint.from().plus(length))
                    .heldTime(held.compareTo(length) > 0 ? length : held)
                    .build());
            facts = facts.toBuilder().stint(null).build();
        }
    }

    /** The stint with the part of a hold that goes on until now. A session that is given to another agent stays on hold, so that both have a part of it. */
    private AgentStint heldUntil(Instant at, AgentStint stint) {
        Instant since = facts.heldSince();
        if (since == null) {
            return stint;
        }
        Instant from = since.isBefore(stint.from()) ? stint.from() : since;
        return stint.toBuilder()
                .heldTime(stint.heldTime().plus(between(from, at)))
                .build();
    }

    /** Never negative, although the clocks of nodes differ. */
    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
