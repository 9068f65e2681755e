package dev.helpline.chat.store.jdbc;

import static java.util.Objects.requireNonNull;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writers who send messages in several sessions at once, and start, claim, hold, end and rate them, until they are
 * stopped. They report the outcome of each message to a witness, only after they received it. The text of a message
 * is its id.
 *
 * <p>Messages that were not stored, or whose outcome is not known, are sometimes sent again with the same id.
 */
final class Writers implements AutoCloseable {
    private static final int WRITERS = 6;
    private static final int ROOMS = 8;
    private static final int TRIES = 4;

    private final AgentDesk desk;
    private final Consumer<MessageOutcome> witness;
    private final List<CurrentSession> rooms;
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final CompletableFuture<Void> done;

    /**
     * Messages with unknown outcomes, each with a call that sends it again and returns whether the outcome is known
     * now.
     */
    private final Map<EntryId, BooleanSupplier> unknown = new ConcurrentHashMap<>();

    private volatile boolean stopped;

    private Writers(ChatEngine engine, String run, long seed, Consumer<MessageOutcome> witness) {
        this.desk = engine.agent(Principal.agent("anton", Role.AGENT, null, null));
        this.witness = witness;
        this.rooms = IntStream.range(0, ROOMS)
                .mapToObj(i -> new CurrentSession(engine, run + "-" + i))
                .toList();
        this.done = CompletableFuture.allOf(IntStream.range(0, WRITERS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> chat("w" + seed + "-" + i, new Random(31 * seed + i)), threads))
                .toArray(CompletableFuture[]::new));
    }

    /** Returns an engine without limits that does not wait long for its store. */
    static ChatEngine engineOver(ChatStore store, Duration commandTimeout) {
        return ChatEngine.builder(store)
                .policy(ChatPolicy.builder()
                        .customerMessages(null)
                        .agentMessages(null)
                        .newSessions(null)
                        .maxOpenSessions(1000)
                        .agentCapacity(1000)
                        .build())
                .commandTimeout(commandTimeout)
                .build();
    }

    /** Starts writers; sessions are named after {@code run}, messages after {@code seed}. */
    static Writers start(ChatEngine engine, String run, long seed, Consumer<MessageOutcome> witness) {
        return new Writers(engine, run, seed, witness);
    }

    /** Completes when all writers have ended; fails if one of them ended with anything but a refusal. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** Lets the writers finish their current calls. */
    void finish() {
        stopped = true;
        try {
            done.join();
        } finally {
            threads.shutdown();
        }
    }

    /**
     * To be called when they have finished: sends each message with an unknown outcome again, with its id, until the
     * outcome is known.
     */
    void settle() {
        List.copyOf(unknown.values()).forEach(Await::until);
    }

    @Override
    public void close() {
        finish();
    }

    private void chat(String writer, Random random) {
        for (int i = 0; !stopped; i++) {
            CurrentSession room = rooms.get(random.nextInt(ROOMS));
            EntryId id = new EntryId(writer + "-" + i);
            try {
                step(random, room, id);
            } catch (ChatException refused) {
                // refusals of messages have been reported; other refusals do not matter
            }
        }
    }

    private void step(Random random, CurrentSession room, EntryId id) {
        SessionId session = room.session();
        int dice = random.nextInt(100);
        if (dice < 65) {
            say(room.customer()::send, SendMessage.of(session, id, id.value()), random);
        } else if (dice < 88) {
            say(desk::send, SendMessage.of(session, id, id.value()), random);
        } else if (dice < 92) {
            desk.claim(session);
        } else if (dice < 94) {
            desk.hold(session);
        } else if (dice < 96) {
            desk.resume(session);
        } else if (dice < 98) {
            desk.end(EndSession.of(session));
            room.leave(session);
        } else {
            room.customer().end(EndSession.of(session));
            room.leave(session);
            room.customer().rate(RateSession.of(session, 1 + random.nextInt(5)));
        }
    }

    private void say(Function<SendMessage, Entry> send, SendMessage message, Random random) {
        boolean again = true;
        for (int i = 0; again && i < TRIES; i++) {
            again = !isSettled(send, message) && random.nextBoolean();
        }
    }

    private boolean isSettled(Function<SendMessage, Entry> send, SendMessage message) {
        try {
            tell(Word.ACKNOWLEDGED, message, send.apply(message).seq());
            return true;
        } catch (ChatException e) {
            if ("unknown".equals(e.details().get("stored"))) {
                unknown.put(requireNonNull(message.id()), () -> isSettled(send, message));
                tell(Word.UNKNOWN, message, 0);
            } else {
                tell(Word.NOT_STORED, message, 0);
            }
            return e.code() != ErrorCode.STORE_UNAVAILABLE;
        }
    }

    private void tell(Word word, SendMessage message, long seq) {
        EntryId id = requireNonNull(message.id());
        witness.accept(new MessageOutcome(word, message.session(), id, seq));
    }
}
