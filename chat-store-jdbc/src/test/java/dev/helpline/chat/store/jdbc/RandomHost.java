package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.Books;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedIds;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An engine over a store, with everything else scripted, and a trace of everything that can be observed: results,
 * refusals, calls of listeners, and finally what is stored. The same calls to two hosts produce the same trace.
 * Confined to one thread; when a method returns, the engine's other threads are idle.
 */
final class RandomHost implements ChatListener, AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Sessions that expire together draw ids and salts in any order, because there are two drainers. */
    private static final Pattern DRAWN = Pattern.compile(
            "EntryId\\[value='scripted-[0-9]+'\\]" + "|(auditHash|salt|commitment|previousHash|hash)='[^']*'");

    /**
     * The parts of a poll's cursor that differ between runs: the engine's epoch, and the mark of an entry's random
     * id.
     */
    private static final Pattern CURSOR =
            Pattern.compile("~([0-9]+)\\.[0-9a-f]+\\.([0-9]+)\\.[0-9]+\\.[A-Za-z0-9_-]+\\.([0-9a-f]+)");

    private final ChatStore store;
    private final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00.250Z");
    private final ScriptedIds ids = new ScriptedIds();
    private final List<String> trace = new ArrayList<>();

    /** By session, because the engine may call listeners for different sessions in any order. */
    private final Map<SessionId, List<String>> heard = new ConcurrentSkipListMap<>();

    private ChatEngine engine;

    RandomHost(ChatStore store) {
        this.store = store;
        this.engine = newEngine();
    }

    private ChatEngine newEngine() {
        return ChatEngine.builder(store)
                .policy(ChatPolicy.builder()
                        .customerMessages(new Limit(12, Duration.ofSeconds(30)))
                        .agentMessages(new Limit(15, Duration.ofSeconds(30)))
                        .newSessions(new Limit(6, Duration.ofSeconds(60)))
                        .maxOpenSessions(3)
                        .agentCapacity(4)
                        .maxMessageLength(60)
                        .sessionTimeout(Duration.ofSeconds(40))
                        .welcomeMessage("welcome")
                        .build())
                .clock(time)
                .scheduler(time)
                .ids(ids)
                .executor(Runnable::run)
                .listener(this)
                .build();
    }

    CustomerChat customer(String id) {
        return engine.customer(Principal.customer(id, "Name of " + id));
    }

    AgentDesk agent(String id) {
        Role role = id.startsWith("super") ? Role.SUPERVISOR : Role.AGENT;
        return engine.agent(Principal.agent(id, role, "Agent " + id, "Sales"));
    }

    ChatEngine engine() {
        return engine;
    }

    /** Returns the customer of the session, if it exists. */
    Optional<String> customerOf(SessionId session) {
        return store.findSession(session).map(found -> found.customer().id().value());
    }

    /** Runs a call, and adds its outcome to the trace. */
    void attempt(String what, Supplier<?> call) {
        String outcome;
        try {
            outcome = ValueText.of(call.get());
        } catch (ChatException refusal) {
            outcome = ValueText.refusal(refusal);
        } catch (IllegalArgumentException misuse) {
            outcome = "misuse: " + misuse.getMessage();
        }
        awaitQuiet();
        trace.add(what + " -> " + outcome);
    }

    /** Lets time pass second by second, so that each task that is due sees the right time. */
    void pass(Duration duration) {
        time.advance(duration.minusSeconds(duration.toSeconds()));
        awaitQuiet();
        for (long second = 0; second < duration.toSeconds(); second++) {
            time.advance(TICK);
            awaitQuiet();
        }
    }

    /** Replaces the engine, which forgets everything that is not stored. */
    void restart() {
        engine.close();
        engine = newEngine();
    }

    private void awaitQuiet() {
        Await.until(() -> engine.health().commandsWaiting() == 0);
    }

    /** Returns the whole trace; to be called at the end. */
    List<String> trace(List<SessionId> sessions) {
        engine.close();
        List<String> all = new ArrayList<>(trace);
        heard.forEach((session, calls) -> calls.forEach(call -> all.add("heard " + session + ": " + call)));
        sessions.stream().sorted().forEach(session -> dump(session, all));
        store.firstAgents(100).forEach(agent -> all.add("agent: " + ValueText.of(agent)));
        all.add("counts: " + ValueText.of(store.openSessionCounts()));
        all.replaceAll(line -> DRAWN.matcher(line).replaceAll("drawn"));
        all.replaceAll(line -> CURSOR.matcher(line).replaceAll("~$1.$2.$3"));
        return all;
    }

    private void dump(SessionId session, List<String> all) {
        Optional<Session> stored = store.findSession(session);
        all.add("stored: " + ValueText.of(stored));
        Books.log(store, session).forEach(entry -> all.add("entry: " + ValueText.of(entry)));
        store.auditAfter(session, 0, 1000).forEach(record -> all.add("audit: " + ValueText.of(record)));
        store.cursorsOf(session).stream().map(ValueText::of).sorted().forEach(cursor -> all.add("cursor: " + cursor));
        stored.ifPresent(found -> Books.assertRight(store, found.id()));
    }

    private void hear(Session session, String call) {
        heard.computeIfAbsent(session.id(), id -> Collections.synchronizedList(new ArrayList<>()))
                .add(call + " at version " + session.version());
    }

    @Override
    public void onSessionStarted(Session session) {
        hear(session, "started");
    }

    @Override
    public void onMessage(Session session, Entry message) {
        hear(session, "message " + message.seq());
    }

    @Override
    public void onSessionAssigned(Session session) {
        hear(session, "assigned");
    }

    @Override
    public void onSessionEnded(Session session) {
        hear(session, "ended");
    }

    @Override
    public void onSessionRated(Session session, Rating rating) {
        hear(session, "rated " + rating.stars());
    }

    @Override
    public void close() {
        engine.close();
    }
}
