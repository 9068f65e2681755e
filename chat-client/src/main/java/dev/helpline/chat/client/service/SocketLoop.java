package dev.helpline.chat.client.service;

import dev.helpline.chat.client.internal.socket.SessionSocket;
import dev.helpline.chat.client.internal.socket.SocketApi;
import dev.helpline.chat.client.internal.socket.SocketEnd;
import dev.helpline.chat.client.internal.socket.SocketListener;
import dev.helpline.chat.client.poll.PollAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loop that opens WebSockets, one at a time, while the session is open. While one is ready, polls rest; while none is, they go on. Both take
 * what is new into the same conversation and go on from its cursor, so it does not matter which of them brought the last entry. Guarded by the
 * service's lock.
 */
final class SocketLoop {
    /** A proxy that lets a handshake through and no frames is noticed after this time. */
    private static final Duration READY_LIMIT = Duration.ofSeconds(10);

    /** Half the time after which the protocol wants a ping, and less than proxies keep a silent connection. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(25);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    /** What was delivered is told at most so often. */
    private static final Duration DELIVERY_INTERVAL = Duration.ofMillis(500);

    private final WatchedSession session;
    private final @Nullable SocketApi api;
    private final SocketSchedule schedule;
    private final LoopTimer attempt;
    private final LoopTimer watch;
    private final LoopTimer delivery;
    private @Nullable Attempt current;
    private boolean running;

    SocketLoop(WatchedSession session, @Nullable SocketApi api, SocketSchedule schedule) {
        this.session = session;
        this.api = api;
        this.schedule = schedule;
        attempt = new LoopTimer(session.scheduler, this::open);
        watch = new LoopTimer(session.scheduler, this::check);
        delivery = new LoopTimer(session.scheduler, this::tellDelivered);
    }

    /** Whether a socket brings what is new. */
    boolean isLive() {
        return current != null && current.ready;
    }

    void start() {
        if (api != null && !running) {
            running = true;
            attempt.plan(Duration.ZERO);
        }
    }

    void stop() {
        running = false;
        drop();
        attempt.cancel();
    }

    /** Drops the socket, and opens one without delay, since the device may have another network now. */
    void networkChanged() {
        schedule.forget();
        if (running) {
            drop();
            attempt.plan(Duration.ZERO);
        }
    }

    /** Opens a socket soon, since the server could not be reached for a while and can be now. */
    void reachable() {
        schedule.forget();
        hurry();
    }

    /** Opens a socket now if one is to be opened later. */
    void hurry() {
        if (running && current == null) {
            attempt.plan(Duration.ZERO);
        }
    }

    /** Forgets the current socket. What still arrives on it is ignored. */
    private void drop() {
        Attempt dropped = current;
        current = null;
        watch.cancel();
        delivery.cancel();
        if (dropped != null) {
            SessionSocket socket = dropped.socket;
            if (socket != null) {
                socket.drop();
            }
            dropped.given = true;
        }
    }

    private void open() {
        Attempt opening = new Attempt();
        SocketApi sockets;
        String id;
        String cursor;
        synchronized (session.service.lock) {
            attempt.begun();
            sockets = api;
            if (!running || current != null || sockets == null) {
                return;
            }
            current = opening;
            id = session.sessionId();
            cursor = session.conversation.cursor();
            opening.beganAtNanos = session.scheduler.nanoTime();
            watch.plan(READY_LIMIT);
        }
        SessionSocket socket;
        try {
            socket = sockets.open(id, cursor, opening);
        } catch (Throwable thrown) { // of an app's HTTP client that is shut down, for example
            opening.onEnd(SocketEnd.refused(null));
            return;
        }
        boolean given;
        synchronized (session.service.lock) {
            opening.socket = socket;
            given = opening.given;
        }
        if (given) {
            socket.drop();
        }
    }

    private void check() {
        SessionSocket toPing = null;
        synchronized (session.service.lock) {
            watch.begun();
            Attempt checked = current;
            if (checked == null) {
                return;
            }
            if (!checked.ready || since(checked.heardAtNanos).compareTo(LONGEST_SILENCE) >= 0) {
                lost(checked, SocketEnd.closed(SocketEnd.LOST));
            } else {
                toPing = checked.socket;
                watch.plan(PING_INTERVAL);
            }
        }
        if (toPing != null) {
            toPing.ping();
        }
        session.callbacks.flush();
    }

    private void tellDelivered() {
        SessionSocket socket;
        long upTo;
        synchronized (session.service.lock) {
            delivery.begun();
            Attempt telling = current;
            if (telling == null || telling.socket == null) {
                return;
            }
            socket = telling.socket;
            upTo = session.conversation.appliedSeq();
            telling.toldDelivered = upTo;
            telling.tellsDelivered = false;
        }
        socket.delivered(upTo);
    }

    private void lost(Attempt ended, SocketEnd end) {
        Duration lived = ended.ready ? since(ended.beganAtNanos) : Duration.ZERO;
        boolean wasReady = ended.ready;
        drop();
        attempt.plan(schedule.afterEnd(end, lived));
        if (wasReady) {
            session.service.connection(ConnectionEvent.LOST);
            session.pollNow();
        }
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(session.scheduler.nanoTime() - nanos);
    }

    /** One socket, from its handshake on. */
    private final class Attempt implements SocketListener {
        @Nullable
        SessionSocket socket;

        boolean ready;

        /** Whether the loop wants nothing from it any more. */
        boolean given;

        boolean tellsDelivered;
        long toldDelivered;
        long beganAtNanos;
        long heardAtNanos;

        @Override
        public void onReady() {
            whileCurrent(() -> {
                if (!ready) {
                    ready = true;
                    heardAtNanos = session.scheduler.nanoTime();
                    watch.plan(PING_INTERVAL);
                    session.socketReady();
                }
            });
        }

        @Override
        public void onSignOfLife() {
            whileCurrent(() -> heardAtNanos = session.scheduler.nanoTime());
        }

        @Override
        public void onNews(PollAnswer news) {
            whileCurrent(() -> {
                if (!session.take(news)) {
                    lost(this, SocketEnd.closed(SocketEnd.LOST));
                    return;
                }
                if (current == this && !tellsDelivered && session.conversation.appliedSeq() > toldDelivered) {
                    tellsDelivered = true;
                    delivery.plan(DELIVERY_INTERVAL);
                }
            });
        }

        @Override
        public void onEnd(SocketEnd end) {
            whileCurrent(() -> lost(this, end));
        }

        /** Takes a step unless the loop has given up this socket. If the step throws, the socket counts as lost. */
        private void whileCurrent(Runnable step) {
            synchronized (session.service.lock) {
                if (current != this) {
                    return;
                }
                try {
                    step.run();
                } catch (Throwable thrown) {
                    session.callbacks.addFailure(thrown);
                    lost(this, SocketEnd.malformed());
                }
            }
            session.callbacks.flush();
        }
    }
}
