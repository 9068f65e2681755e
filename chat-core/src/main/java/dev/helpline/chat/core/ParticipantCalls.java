package dev.helpline.chat.core;

import dev.helpline.chat.core.attachment.Attachments;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentRead;
import dev.helpline.chat.core.internal.desk.AgentSlots.Budget;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.AttachCommand;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.internal.rules.EndCommand;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.ReopenCommand;
import dev.helpline.chat.core.internal.rules.ReopeningCommand;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls that both sides make. Blocking and asynchronous callers share one implementation of each call. */
abstract class ParticipantCalls implements ChatParticipant {
    /** How often the files of a message are looked at again because the session got other files meanwhile. */
    private static final int MAX_TRIES = 20;

    final EngineParts engine;
    final Principal principal;
    final Actor actor;
    private final Instant validUntil;
    private final long validUntilMillis;
    private final Viewer viewer;
    private final Reader reader;

    ParticipantCalls(EngineParts engine, Accepted caller, @Nullable NetworkAddress address) {
        this.engine = engine;
        this.principal = caller.principal();
        this.validUntil = caller.expiresAt();
        this.validUntilMillis = roundedUp(validUntil);
        this.actor = new Actor(principal, address);
        this.viewer = Viewer.of(actor);
        this.reader = actor.isAgent() ? Reader.agent(actor.agentId()) : Reader.CUSTOMER;
    }

    /**
     * Admits the caller to one call, or throws.
     *
     * @return the slots that the caller's message may take; null for a customer, whose messages take none
     */
    final @Nullable Budget admit() {
        return admit(engine.node().clock().millis());
    }

    /** As {@link #admit()}, at this time in milliseconds since the epoch. */
    abstract @Nullable Budget admit(long nowMillis);

    /** Begins a call. Throws if the caller's token has expired. */
    final void requireValidToken(long nowMillis) {
        engine.callObserver().run();
        if (nowMillis >= validUntilMillis) {
            throw PollCaller.expired();
        }
    }

    /** The first millisecond at which the token has expired. A clock that counts milliseconds may be within the last one still. */
    private static long roundedUp(Instant instant) {
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);
        return instant.isBefore(last) ? instant.plusNanos(999_999).toEpochMilli() : Long.MAX_VALUE;
    }

    @Override
    public final Entry send(SendMessage message) {
        return CallBoundary.await(executor -> sending(message, executor));
    }

    @Override
    public final CompletionStage<Entry> sendAsync(SendMessage message) {
        return CallBoundary.async(
                executor -> sending(message, executor), engine.node().workers());
    }

    private CompletableFuture<Entry> sending(SendMessage request, Executor executor) {
        SendMessage message = SendCommand.checked(request, engine.policy());
        SendCommand.checkContent(actor, message, engine.policy());
        Budget slots = admit();
        LiveSession live = visible(message.session());
        Judged judged = engine.messageChecks().check(live, actor, message);
        SendCommand command =
                new SendCommand(actor, message, engine.policy(), engine.fingerprints(), engine.ids()).storing(judged);
        return Futures.then(engine.expiry().lookAt(live), executor, before -> {
            noteSeen(live);
            CompletableFuture<Entry> sent = message.attachments().isEmpty()
                    ? submitted(live, command, slots, executor)
                    : sendingFiles(live, new FileMessage(message, command, slots), executor, MAX_TRIES);
            if (slots == null) {
                return sent;
            }
            boolean mayClaim = before.state() == SessionState.WAITING;
            return mayClaim
                    ? sent.whenComplete((entry, failure) -> engine.queue().changed())
                    : sent;
        });
    }

    /** A customer's message may reopen the session, and an agent's claim it. */
    private <T, C extends SlotCommand<T> & ReopeningCommand<T>> CompletableFuture<T> submitted(
            LiveSession live, C command, @Nullable Budget slots, Executor executor) {
        if (slots != null) {
            return engine.slots().submit(live, command, slots, executor);
        }
        return engine.policy().reopenWindow().isPresent()
                ? engine.reopener().submit(live, command, executor)
                : engine.sessions().submit(live, command);
    }

    /** A message with files, and the slots that it may take. */
    private record FileMessage(
            SendMessage message,
            SendCommand command,
            @Nullable Budget slots) {}

    private CompletableFuture<Entry> sendingFiles(
            LiveSession live, FileMessage sending, Executor executor, int triesLeft) {
        long attachmentCount = live.head().session().log().attachmentCount();
        EngineParts.Files files = engine.files();
        List<Attachment> attached =
                engine.messageChecks().filesOf(live, actor, sending.message(), files == null ? null : files.named());
        AttachCommand command = new AttachCommand(sending.command().attaching(attached), attachmentCount);
        return Futures.then(submitted(live, command, sending.slots(), executor), executor, sent -> {
            if (sent.isPresent()) {
                return CompletableFuture.completedFuture(sent.get());
            }
            if (triesLeft == 0) {
                throw new ChatException(
                        ErrorCode.SESSION_CONFLICT, "too many messages of the session get files at the same time");
            }
            return sendingFiles(live, sending, executor, triesLeft - 1);
        });
    }

    @Override
    public final Attachments attachments() {
        return AttachmentCalls.of(this);
    }

    @Override
    public final Entry amend(AmendMessage request) {
        return CallBoundary.await(executor -> amending(request, executor));
    }

    @Override
    public final CompletionStage<Entry> amendAsync(AmendMessage request) {
        return CallBoundary.async(
                executor -> amending(request, executor), engine.node().workers());
    }

    private CompletableFuture<Entry> amending(AmendMessage request, Executor executor) {
        engine.amending().check(request);
        LiveSession live = admittedTo(request.session());
        return Futures.then(engine.expiry().lookAt(live), executor, session -> {
            noteSeen(live);
            return engine.amending().amend(live, actor, request, executor);
        });
    }

    @Override
    public final PollAnswer poll(PollRequest request) {
        return CallBoundary.call(() -> {
            PollAnswer unchanged = unchanged(request);
            return unchanged != null ? unchanged : Futures.await(executor -> polling(request, executor));
        });
    }

    @Override
    public final CompletionStage<PollAnswer> pollAsync(PollRequest request) {
        return CallBoundary.async(
                executor -> {
                    PollAnswer unchanged = unchanged(request);
                    return unchanged != null
                            ? CompletableFuture.completedFuture(unchanged)
                            : polling(request, executor);
                },
                engine.node().workers());
    }

    /**
     * Admits the caller, and returns the answer to a poll without a wait for a client that has everything already, as most polls are; null
     * if finding that out takes more than a glance. Reads each clock once, takes no future, reads no store and allocates nothing.
     */
    private @Nullable PollAnswer unchanged(PollRequest request) {
        long nowMillis = engine.node().clock().millis();
        admit(nowMillis);
        LiveSession live = engine.sessions().known(request.session());
        if (live == null
                || !request.maxWait().isZero()
                || !engine.access().maySee(actor, live)
                || engine.expiry().mayBeDue(live, nowMillis)) {
            return null;
        }
        long nowNanos = engine.node().scheduler().nanoTime();
        PollAnswer answer =
                live.isFollowedAt(nowNanos) ? engine.polls().unchanged(live, reader, viewer, request) : null;
        if (answer != null) {
            live.used(nowNanos);
            long delivered = answer.view().session().log().lastSeq();
            live.readers().caughtUp(reader, delivered, nowMillis, nowNanos);
        }
        return answer;
    }

    /** Answers a poll of a caller who is admitted. */
    private CompletableFuture<PollAnswer> polling(PollRequest request, Executor executor) {
        LiveSession live = visible(request.session());
        PollCaller caller = pollCaller(live);
        return Futures.then(engine.expiry().lookAt(live), executor, session -> {
            caller.noteSeen(live);
            return engine.polls().answer(live, caller, request, executor);
        });
    }

    @Override
    public final Subscription subscribe(PollRequest request, Receiver<PollAnswer> receiver) {
        Objects.requireNonNull(receiver, "receiver");
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(request.session());
            PollCaller caller = pollCaller(live);
            endIfExpired(live);
            caller.noteSeen(live);
            return engine.subscriptions().subscribe(live, caller, request, receiver);
        });
    }

    /** Ends the session if its time is up. The subscriber need not wait for that: the end is delivered. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void endIfExpired(LiveSession live) {
        engine.expiry().lookAt(live);
    }

    /** The caller, whose permission is judged by {@code permission} and by the token's expiry. */
    final PollCaller pollCaller(Runnable permission) {
        return new PollCaller(reader, viewer, validUntil, permission);
    }

    private PollCaller pollCaller(LiveSession live) {
        return pollCaller(() -> {
            admit();
            engine.access().requireVisible(actor, live);
        });
    }

    @Override
    public final void typing(SessionId id, boolean typing) {
        CallBoundary.run(() -> {
            LiveSession live = presentIn(id);
            Session session = live.head().session();
            if (!session.state().isOpen()) {
                throw Refusals.notOpen(session);
            }
            Optional<ChatException> refusal = engine.limits().refuseTyping(actor, session);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            live.typing(actor.author(session), typing);
        });
    }

    @Override
    public final void delivered(SessionId id, long upToSeq) {
        checkSeq(upToSeq);
        CallBoundary.run(() -> presentIn(id).readers().delivered(reader, upToSeq));
    }

    @Override
    public final void read(SessionId id, long upToSeq) {
        checkSeq(upToSeq);
        CallBoundary.run(() -> noteRead(presentIn(id), upToSeq));
    }

    @Override
    public final void read(SessionId id, Collection<EntryId> entries) {
        Set<EntryId> ids = Set.copyOf(entries);
        if (ids.isEmpty() || entries.size() > MAX_READ_IDS) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST,
                    "entries must be 1 to " + MAX_READ_IDS + " ids, was " + entries.size(),
                    Map.of("field", "entries"));
        }
        CallBoundary.run(() -> {
            LiveSession live = presentIn(id);
            noteRead(live, newest(live, ids));
        });
    }

    /** The highest seq of these entries. Throws if the caller sees one of them not. */
    private long newest(LiveSession live, Set<EntryId> ids) {
        Map<EntryId, Entry> found = engine.sessions().tails().findAll(live.id(), ids);
        long newest = 0;
        for (EntryId id : ids) {
            Entry entry = found.get(id);
            if (entry == null || !viewer.sees(entry)) {
                throw new ChatException(
                        ErrorCode.INVALID_REQUEST,
                        "the session has no entry " + id,
                        Map.of("field", "entries", "entryId", id.value()));
            }
            newest = Math.max(newest, entry.seq());
        }
        if (newest > live.head().session().log().lastSeq()) {
            engine.sessions().lookAgain(live); // another node wrote it, and this one has not heard of it
        }
        return newest;
    }

    @Override
    public final void readDelivered(SessionId id) {
        CallBoundary.run(() -> {
            LiveSession live = presentIn(id);
            noteRead(live, live.readers().deliveredSeq(reader));
        });
    }

    private void noteRead(LiveSession live, long upToSeq) {
        if (live.readers().read(reader, upToSeq)) {
            live.tellActivity();
            if (viewer == Viewer.AGENT) {
                AgentId agent = actor.agentId();
                engine.node()
                        .cluster()
                        .tell(List.of(
                                new AgentRead(live.id(), agent, live.readers().readSeq(agent))));
                engine.board().read(live.id());
            }
        }
    }

    /** Returns a session, in which the caller is present now. */
    private LiveSession presentIn(SessionId id) {
        LiveSession live = admittedTo(id);
        noteSeen(live);
        return live;
    }

    private static void checkSeq(long upToSeq) {
        if (upToSeq < 0) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST, "upToSeq must not be negative", Map.of("field", "upToSeq"));
        }
    }

    @Override
    public final SessionView session(SessionId session) {
        return CallBoundary.call(() -> counted(viewNow(read(session))));
    }

    /** The view of a session that this caller may see. */
    final SessionView viewNow(Session session) {
        LiveSession live = engine.sessions().known(session.id());
        if (live == null) {
            return engine.queue().viewNow(session);
        }
        live.tellUrgentActivity();
        return engine.queue().viewNow(session, live.head().live().activityFor(viewer.side()));
    }

    /** The view with the messages that the caller's side has not read. */
    final SessionView counted(SessionView view) {
        LiveSession live = engine.sessions().known(view.session().id());
        if (live == null) {
            return engine.summaries().counted(view, viewer);
        }
        return view.toBuilder()
                .unreadCount(live.unreadCount(viewer.side(), live.head()))
                .build();
    }

    /** Reads a session for a caller who is admitted first; one whose time is up is ended. */
    final Session read(SessionId id) {
        LiveSession live = admittedTo(id);
        Session session = Futures.join(engine.expiry().lookAt(live));
        noteSeen(live);
        live.loadReaders();
        return session;
    }

    @Override
    public final MessagePage messages(MessagesQuery query) {
        return CallBoundary.call(() -> {
            return engine.pages().read(admittedTo(query.session()), viewer, query);
        });
    }

    @Override
    public final SessionView reopen(SessionId id) {
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(id);
            requireBudgetToReopen(live.head().session());
            ReopenCommand command = new ReopenCommand(actor, engine.policy(), engine.ids());
            return viewed(Futures.await(executor -> Futures.then(engine.expiry().lookAt(live), executor, session -> {
                noteSeen(live);
                return engine.reopener().submit(live, command, executor);
            })));
        });
    }

    private void requireBudgetToReopen(Session session) {
        if (!session.state().isOpen()) {
            Optional<ChatException> refusal = engine.limits().refuseReopening(actor, session);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
    }

    @Override
    public final SessionView end(EndSession request) {
        EndCommand.check(actor, request);
        return changed(request.session(), new EndCommand(actor, request, engine.policy(), engine.ids()));
    }

    /** Changes a session, after ending it if its time is up. */
    final SessionView changed(SessionId id, SessionCommand<Session> command) {
        return changed(id, session -> command);
    }

    /** As the other method, for a command that depends on the session as it stands. */
    final SessionView changed(SessionId id, Function<Session, SessionCommand<Session>> command) {
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(id);
            return viewed(Futures.await(executor -> Futures.then(
                    engine.expiry().lookAt(live),
                    executor,
                    session -> engine.sessions().submit(live, command.apply(session)))));
        });
    }

    /** The view of a session that was just changed. */
    final SessionView viewed(Session changed) {
        engine.queue().changed();
        return viewNow(changed);
    }

    /** Admits the caller to one call, and returns the session if the caller may see it. */
    final LiveSession admittedTo(SessionId id) {
        admit();
        return visible(id);
    }

    /** Returns the session if the caller may see it. The caller must have been admitted. */
    final LiveSession visible(SessionId id) {
        return engine.access().visible(actor, id);
    }

    /** Notes that the caller is here, which is a sign of life of a customer. */
    final void noteSeen(LiveSession live) {
        if (viewer == Viewer.CUSTOMER) {
            live.readers().seen(reader);
        }
    }
}
