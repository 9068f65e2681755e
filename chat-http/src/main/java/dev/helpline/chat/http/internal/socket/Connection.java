package dev.helpline.chat.http.internal.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.http.internal.calls.Places;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.exchange.LoggingContext;
import dev.helpline.chat.http.internal.wire.ClientFrame;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.ServerFrame;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireJson;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket: authenticates its caller, passes on the frames that arrive, and closes when a limit is reached or the caller may not
 * go on. Holds no thread. Frames arrive one at a time; everything else may happen on any thread at the same time.
 */
final class Connection implements ChatSocket {
    private static final Duration AUTHENTICATION_LIMIT = Duration.ofSeconds(5);

    /** Twice the interval at which browsers run the timers of a page in the background. */
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);

    /** As long as the engine waits for a receiver. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);

    /** How long a message may take to arrive, from its first part on. */
    private static final Duration MESSAGE_LIMIT = Duration.ofSeconds(30);

    /** How long frames that wait may hold up the close. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketParts parts;
    private final Opening opening;
    private final Outbox outbox;
    private final FrameBuffer incoming;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable FrameCalls calls;
    private volatile long lastFrameNanos;
    private volatile long messageSinceNanos;
    private volatile boolean isMessageIncomplete;
    private Places.@Nullable Place place;
    private @Nullable Scheduled check;

    Connection(SocketParts parts, Opening opening, SocketPeer peer) {
        this.parts = parts;
        this.opening = opening;
        outbox = new Outbox(peer, parts.scheduler(), this::closed);
        incoming = new FrameBuffer(
                parts.bytes(), parts.access().unknown(opening.head()).address());
    }

    /** Takes a place, and begins if the handshake had a token. */
    void begin() {
        lastFrameNanos = parts.scheduler().nanoTime();
        Caller caller = opening.caller();
        if (caller != null) {
            admit(() -> caller, opening.after());
        } else {
            take(parts.unknown().tryEnter("", parts.access().unknown(opening.head())));
        }
        scheduleCheck(caller == null ? AUTHENTICATION_LIMIT : untilNextCheck());
    }

    @Override
    public void received(String part, boolean last) {
        if (over.get()) {
            return;
        }
        lastFrameNanos = parts.scheduler().nanoTime();
        try {
            if (incoming.isEmpty()) {
                messageSinceNanos = lastFrameNanos;
            }
            Optional<FrameBuffer.Message> message = incoming.add(part, last);
            isMessageIncomplete = message.isEmpty();
            message.ifPresent(this::received);
        } catch (FrameBuffer.TooLong tooLong) {
            close(CloseCode.FRAME_TOO_LONG);
        } catch (Refusal noRoom) {
            close(CloseCode.TRY_AGAIN_LATER);
        }
        if (over.get()) {
            incoming.release();
        }
    }

    @Override
    public void receivedBinary() {
        close(CloseCode.BINARY_FRAME);
    }

    @Override
    public void closed() {
        outbox.forget();
        end();
    }

    /** Sends a reply, or closes the connection if the client does not read its replies. */
    void reply(ServerFrame frame) {
        if (!outbox.reply(frame)) {
            close(CloseCode.TOO_SLOW);
        }
    }

    /** Sends what waits, and then closes the connection. Has no effect on a connection that is being closed. */
    void close(CloseCode code) {
        if (end()) {
            LOG.debug("socket {} is closed: {}", opening.requestId(), code);
            outbox.close(code);
            parts.scheduler().schedule(CLOSE_LIMIT, () -> outbox.closeNow(code));
        }
    }

    boolean isOver() {
        return over.get();
    }

    InstantSource clock() {
        return parts.clock();
    }

    Outbox outbox() {
        return outbox;
    }

    /** Returns the problem for a failure, and counts it towards the budget of the client's address. */
    Problem problemOf(Throwable failure, WireError unexpected, Object what) {
        Problem problem = parts.problems().of(failure, unexpected, what, opening.requestId());
        return parts.budgets().counted(problem, opening.head());
    }

    private void received(FrameBuffer.Message message) {
        HeldBytes held = new HeldBytes(message.bytes());
        try {
            Optional<ObjectNode> frame = WireJson.readObject(message.text());
            if (frame.isEmpty()) {
                close(CloseCode.MALFORMED_FRAME);
                return;
            }
            LoggingContext.run(opening.requestId(), () -> received(frame.get(), held));
        } finally {
            held.releaseUnlessKept();
        }
    }

    private void received(ObjectNode frame, HeldBytes held) {
        FrameCalls known = calls;
        Optional<ClientFrame> type = ClientFrame.of(frame.path("type").asText());
        if (known != null) {
            if (parts.budgets().frame(known.caller(), opening.head())) {
                known.carryOut(type, frame, held);
            } else {
                close(CloseCode.TOO_MANY);
            }
        } else if (type.equals(Optional.of(ClientFrame.AUTHENTICATE))) {
            authenticate(new JsonFields(frame, WireError.VALIDATION_ERROR));
        } else {
            close(CloseCode.AUTHENTICATION_REQUIRED);
        }
    }

    private void authenticate(JsonFields frame) {
        try {
            String token = frame.text("token").orElse(null);
            String after = FrameCalls.after(frame);
            admit(() -> parts.access().admit(opening.allowed(), opening.head(), token, opening.signedIn()), after);
        } catch (Refusal invalid) {
            refuse(invalid);
        }
    }

    /** Lets the caller in, and begins. Without that the connection has no use, so a failure closes it. */
    private void admit(Supplier<Caller> authentication, @Nullable String after) {
        try {
            Caller caller = authentication.get();
            String session = opening.session() == null ? "" : opening.session().value();
            FrameCalls admitted =
                    new FrameCalls(this, opening, caller, parts.participants().participant(caller));
            if (take(parts.places().tryEnter(session, caller))) {
                calls = admitted;
                admitted.begin(after);
            }
        } catch (Throwable failure) {
            refuse(failure);
        }
        if (over.get() && calls != null) {
            calls.end();
        }
    }

    private void refuse(Throwable failure) {
        Problem problem = problemOf(failure, WireError.INTERNAL_ERROR, "opening a socket");
        reply(ServerFrame.Rejection.of(problem, null, null));
        close(CloseCode.of(problem.error()));
    }

    private boolean take(Optional<Places.Place> entered) {
        if (entered.isEmpty()) {
            close(CloseCode.TOO_MANY);
            return false;
        }
        Places.Place earlier;
        synchronized (this) {
            earlier = place;
            place = entered.get();
        }
        if (earlier != null) {
            earlier.giveBack();
        }
        if (over.get()) {
            entered.get().giveBack();
        }
        return true;
    }

    /** Gives everything back. Returns false if that has happened before. */
    private boolean end() {
        if (over.getAndSet(true)) {
            return false;
        }
        FrameCalls known = calls;
        if (known != null) {
            known.end();
        }
        incoming.release();
        synchronized (this) {
            if (place != null) {
                place.giveBack();
            }
            if (check != null) {
                check.cancel();
            }
        }
        return true;
    }

    private synchronized void scheduleCheck(Duration delay) {
        if (!over.get()) {
            check = parts.scheduler().schedule(delay, this::check);
        }
    }

    private void check() {
        FrameCalls known = calls;
        long now = parts.scheduler().nanoTime();
        if (known == null || !now().isBefore(known.caller().token().expiresAt())) {
            close(CloseCode.AUTHENTICATION_REQUIRED);
        } else if (outbox.busyFor().compareTo(SEND_LIMIT) > 0) {
            close(CloseCode.TOO_SLOW);
        } else if (now - lastFrameNanos >= IDLE_LIMIT.toNanos()
                || (isMessageIncomplete && now - messageSinceNanos >= MESSAGE_LIMIT.toNanos())) {
            close(CloseCode.IDLE);
        } else {
            scheduleCheck(untilNextCheck());
        }
    }

    private Duration untilNextCheck() {
        FrameCalls known = calls;
        Instant next = now().plus(CHECK_INTERVAL);
        return known != null && known.caller().token().expiresAt().isBefore(next)
                ? Duration.between(now(), known.caller().token().expiresAt())
                : CHECK_INTERVAL;
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
