package dev.helpline.benchmarks;

import static java.util.stream.Collectors.toMap;

import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.QuietQuery;
import dev.helpline.chat.spi.store.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The reads of a store over a {@link DeskHistory}, by their purpose. Each returns the number of items in its result. */
final class Reads {
    private final DeskHistory history;
    private final SessionKey deepInHistory;
    private final OpenSessionKey deepInTheList;
    private final Instant quiet;
    private final Instant lastEnd;

    Reads(DeskHistory history, ChatStore store) {
        this.history = history;
        deepInHistory = SessionKey.of(find(store, DeskHistory.session(100)));
        deepInTheList = OpenSessionKey.of(store.openSessions(OpenSessionQuery.ALL, null, DeskHistory.OPEN / 2, 1)
                .get(0));
        quiet = find(store, DeskHistory.session(history.sessions() - 1))
                .timeline()
                .lastEntryAt()
                .plus(Duration.ofMinutes(30));
        lastEnd = Objects.requireNonNull(find(store, DeskHistory.session(history.sessions() - DeskHistory.OPEN - 1))
                        .ending())
                .at();
    }

    Map<String, ToIntFunction<ChatStore>> all() {
        Map<String, ToIntFunction<ChatStore>> reads = new LinkedHashMap<>();
        SessionId longSession = new SessionId(DeskHistory.LONG_SESSION);
        CustomerId loyal = new CustomerId(DeskHistory.LOYAL_CUSTOMER);
        reads.put("a session", store -> store.findSession(anySession()).isPresent() ? 1 : 0);
        reads.put(
                "a message by its id",
                store -> store.findEntry(anySession(), new EntryId("message-7")).isPresent() ? 1 : 0);
        reads.put(
                "a poll: entries after a cursor",
                store -> store.entriesAfter(anySession(), 15, 100).size());
        reads.put(
                "the newest 50 of 10,000 messages",
                store -> store.entriesBefore(longSession, Long.MAX_VALUE, 50).size());
        reads.put(
                "50 in the middle of them",
                store -> store.entriesAfter(longSession, anySeq(), 50).size());
        reads.put(
                "one message of each of 50 sessions",
                store -> store.entriesAt(anySessions(50).collect(toMap(id -> id, id -> (long) DeskHistory.MESSAGES)))
                        .size());
        reads.put(
                "versions of 1000 sessions",
                store -> store.versions(anySessions(1000).toList()).size());
        reads.put(
                "a customer's history, first 20 of 1000",
                store -> store.sessionsOf(loyal, null, 0, 20).size());
        reads.put(
                "20 more, 900 sessions back, by key",
                store -> store.sessionsOf(loyal, deepInHistory, 0, 20).size());
        reads.put(
                "a customer's open sessions",
                store -> store.openSessionsOf(anyOpenCustomer()).size());
        reads.put(
                "an agent's open sessions",
                store -> store.openSessionsOf(anyAgent()).size());
        reads.put(
                "the desk's list, first 50 of 1000",
                store -> store.openSessions(OpenSessionQuery.ALL, null, 0, 50).size());
        reads.put(
                "50 more, from the middle, by key",
                store -> store.openSessions(OpenSessionQuery.ALL, deepInTheList, 0, 50)
                        .size());
        reads.put("its counts", store -> (int) store.openSessionCounts().total());
        reads.put(
                "the desk's search",
                store -> store.openSessions(searching(), null, 0, 50).size());
        reads.put("the queue", store -> store.waitingSessions(1000).size());
        reads.put(
                "recent service times",
                store -> store.recentServiceTimes(lastEnd.minus(WaitEstimate.RECENT), WaitEstimate.SAMPLE)
                        .size());
        reads.put(
                "the sweep for quiet active sessions",
                store -> store.quietSessions(
                                QuietQuery.builder(SessionState.ACTIVE, quiet).build(), 500)
                        .size());
        reads.put(
                "the sweep for waiting sessions, customer left",
                store -> store.unseenSessions(SessionState.WAITING, quiet, 500).size());
        return reads;
    }

    private SessionId anySession() {
        return new SessionId(DeskHistory.session(ThreadLocalRandom.current().nextInt(history.sessions())));
    }

    private Stream<SessionId> anySessions(int number) {
        return Stream.generate(this::anySession).distinct().limit(number);
    }

    private static AgentId anyAgent() {
        return new AgentId(DeskHistory.agent(ThreadLocalRandom.current().nextInt(DeskHistory.BUSY_AGENTS)));
    }

    private CustomerId anyOpenCustomer() {
        int open = ThreadLocalRandom.current().nextInt(DeskHistory.OPEN);
        return new CustomerId("open-" + (history.sessions() - 1 - open));
    }

    private static long anySeq() {
        return ThreadLocalRandom.current().nextLong(DeskHistory.LONG_SESSION_MESSAGES - 100);
    }

    private static OpenSessionQuery searching() {
        OpenSessionQuery all = OpenSessionQuery.ALL;
        return OpenSessionQuery.builder()
                .states(all.states())
                .text("99")
                .order(all.order())
                .build();
    }

    private static Session find(ChatStore store, String id) {
        return store.findSession(new SessionId(id)).orElseThrow();
    }
}
