package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.rules.Mentions;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each commit: first the observers within the engine, and then the host's listeners. These are called on one thread, so that they
 * hear of each session in the order of its log. Best effort: if the listeners are slow and too many commits wait, further ones are
 * dropped with a warning. Thread-safe.
 */
public final class Announcer {
    private static final int MAX_WAITING = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final List<ChatListener> listeners;
    private final List<CommitObserver> observers = new CopyOnWriteArrayList<>();
    private final Set<String> durableListeners;
    private final ThreadPoolExecutor thread;
    private final AtomicInteger untold = new AtomicInteger();

    /** Tells this observer, and these listeners in their order. */
    public Announcer(List<ChatListener> listeners, CommitObserver observer) {
        this(listeners, observer, Set.of());
    }

    /**
     * The same.
     *
     * @param durableListeners the names of the listeners that are told from the outbox
     */
    public Announcer(List<ChatListener> listeners, CommitObserver observer, Set<String> durableListeners) {
        observers.add(observer);
        this.durableListeners = Set.copyOf(durableListeners);
        this.listeners = List.copyOf(listeners);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MAX_WAITING),
                task -> EngineThreads.daemon("helpline-listeners", task));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Tells this observer, too, of what is committed from now on. */
    public void addObserver(CommitObserver observer) {
        observers.add(observer);
    }

    /** The listeners for whom each commit is to leave its entries in the outbox. */
    Set<String> durableListeners() {
        return durableListeners;
    }

    void committed(SessionCommit commit) {
        Session session = commit.next();
        List<Entry> entries = commit.entries();
        observers.forEach(observer -> observer.committed(commit));
        if (listeners.isEmpty()) {
            return;
        }
        try {
            untold.incrementAndGet();
            thread.execute(() -> {
                try {
                    entries.forEach(entry -> tell(session, entry));
                } finally {
                    untold.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            untold.decrementAndGet();
            LOG.warn(
                    "listeners are too slow or closed; they miss {} entries of session {}",
                    entries.size(),
                    session.id());
        }
    }

    /** Returns of how many commits not all listeners have been told, the one that they are being told of included. */
    public int untold() {
        return untold.get();
    }

    /** Gives the listeners up to a second for the commits that wait. */
    public void close() {
        EngineThreads.stop(thread);
    }

    private void tell(Session session, Entry entry) {
        switch (entry.kind()) {
            case MESSAGE -> each(listener -> listener.onMessage(session, entry));
            case EVENT -> EventType.of(entry).ifPresent(type -> tellEvent(session, type, entry));
            case AMENDMENT -> each(listener -> listener.onMessageAmended(session, entry));
            case NOTE -> tellNote(session, entry);
        }
    }

    private void tellEvent(Session session, EventType type, Entry entry) {
        switch (type) {
            case SESSION_STARTED -> each(listener -> listener.onSessionStarted(session));
            case OUTSIDE_HOURS, NO_AGENT_ONLINE -> {} // come with the start
            case SESSION_ASSIGNED -> each(listener -> listener.onSessionAssigned(session));
            case SESSION_HELD -> each(listener -> listener.onSessionHeld(session));
            case SESSION_RESUMED -> each(listener -> listener.onSessionResumed(session));
            case SESSION_RETURNED -> each(listener -> listener.onSessionReturned(session));
            case SESSION_ENDING -> each(listener -> listener.onSessionEnding(session));
            case SESSION_REOPENED -> each(listener -> listener.onSessionReopened(session));
            case SESSION_ENDED -> each(listener -> listener.onSessionEnded(session));
            case SESSION_RATED, RATING_CHANGED -> tellRating(session);
            case RATING_PROMPTED -> {} // the session has it
            case CUSTOMER_SIGNED_IN -> each(listener -> listener.onCustomerSignedIn(session));
            case MESSAGE_FLAGGED -> each(listener -> listener.onMessageFlagged(session, entry));
            case PRIORITY_CHANGED -> each(listener -> listener.onPriorityChanged(session, entry));
            case TAGS_CHANGED -> each(listener -> listener.onTagsChanged(session, entry));
            case SESSION_ESCALATED -> each(listener -> listener.onSessionEscalated(session, entry));
            case SLA_BREACHED -> each(listener -> listener.onSlaBreached(session, entry));
            case BOT_HANDED_OVER -> {} // for agents, who read it
            case SESSION_OFFERED -> each(listener -> listener.onSessionOffered(session, entry));
            case OFFER_ENDED -> each(listener -> listener.onOfferEnded(session, entry));
            case SESSION_OVERFLOWED -> each(listener -> listener.onSessionOverflowed(session, entry));
            case SESSION_TRANSFERRED -> each(listener -> listener.onSessionTransferred(session, entry));
        }
    }

    private void tellNote(Session session, Entry note) {
        each(listener -> listener.onNote(session, note));
        Mentions.of(note).forEach(mentioned -> each(listener -> listener.onMention(session, note, mentioned)));
    }

    private void tellRating(Session session) {
        Rating rating = session.rating();
        if (rating != null) {
            each(listener -> listener.onSessionRated(session, rating));
        }
    }

    private void each(Consumer<ChatListener> call) {
        for (ChatListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                LOG.warn("a listener failed; the other listeners are called all the same", e);
            }
        }
    }
}
