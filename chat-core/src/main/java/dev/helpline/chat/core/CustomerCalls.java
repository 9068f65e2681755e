package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.Access;
import dev.helpline.chat.core.internal.calls.Face;
import dev.helpline.chat.core.internal.calls.Futures;
import dev.helpline.chat.core.internal.calls.Paging;
import dev.helpline.chat.core.internal.calls.Slice;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.EndCommand;
import dev.helpline.chat.core.internal.rules.RateCommand;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionHistory;
import dev.helpline.chat.spi.store.SessionKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A customer's calls. */
final class CustomerCalls implements CustomerChat {
    private static final int MAX_LIMIT = 100;

    private final EngineParts engine;
    private final Principal principal;
    private final Instant validUntil;
    private final Actor actor;

    CustomerCalls(EngineParts engine, Accepted caller) {
        this.engine = engine;
        this.principal = caller.principal();
        this.validUntil = caller.expiresAt();
        this.actor = new Actor(principal);
    }

    @Override
    public SessionView start(StartSession request) {
        requireToken();
        return Face.call(() -> started(engine.starter().start(principal, request)));
    }

    @Override
    public Optional<SessionView> current() {
        requireToken();
        return Face.call(() -> engine.starter().current(principal).map(engine.queue()::viewNow));
    }

    @Override
    public SessionView currentOrStart(StartSession request) {
        requireToken();
        return Face.call(() -> started(engine.starter().currentOrStart(principal, request)));
    }

    @Override
    public Entry send(SendMessage message) {
        return Face.await(() -> sending(message));
    }

    @Override
    public CompletionStage<Entry> sendAsync(SendMessage message) {
        return Face.async(() -> sending(message), engine.node().workers());
    }

    @Override
    public PollAnswer poll(PollRequest request) {
        return Face.call(() -> {
            LiveSession live = visible(request.session());
            return engine.calls().pollWaiting(live, polling(live), request);
        });
    }

    @Override
    public CompletionStage<PollAnswer> pollAsync(PollRequest request) {
        return Face.async(() -> polling(request), engine.node().workers());
    }

    @Override
    public SessionView session(SessionId session) {
        return Face.call(() -> seen(session));
    }

    @Override
    public MessagePage messages(MessagesQuery query) {
        return Face.call(() -> engine.calls().messages(visible(query.session()), Viewer.CUSTOMER, query));
    }

    @Override
    public SessionView end(EndSession request) {
        EndCommand.check(actor, request);
        return Face.call(() -> changed(request.session(), new EndCommand(actor, request, engine.ids())));
    }

    @Override
    public SessionView rate(RateSession request) {
        RateCommand.check(actor, request);
        return Face.call(() -> changed(request.session(), new RateCommand(actor, request, engine.ids())));
    }

    @Override
    public SessionPage history(int page, int limit) {
        Paging.check(page, limit, MAX_LIMIT);
        return past(null, Paging.skip(page, limit), limit);
    }

    @Override
    public SessionPage history(SessionKey olderThan, int limit) {
        Paging.check(1, limit, MAX_LIMIT);
        return past(Objects.requireNonNull(olderThan, "olderThan"), 0, limit);
    }

    private SessionPage past(@Nullable SessionKey olderThan, int skip, int limit) {
        requireToken();
        CustomerId customer = new CustomerId(principal.id());
        SessionHistory store = engine.node().store();
        return Face.call(() -> {
            Slice<Session> slice = Slice.of(store.sessionsOf(customer, olderThan, skip, Slice.toRead(limit)), limit);
            return new SessionPage(
                    engine.summaries().of(slice.items(), Viewer.CUSTOMER),
                    store.countSessionsOf(customer),
                    slice.next(SessionKey::of));
        });
    }

    private SessionView seen(SessionId id) {
        LiveSession live = visible(id);
        Session session = Futures.join(engine.expiry().lookAt(live));
        live.customerSeen();
        return engine.queue().viewNow(session);
    }

    private CompletableFuture<Entry> sending(SendMessage request) {
        SendMessage message = SendCommand.checked(request, engine.policy());
        LiveSession live = visible(message.session());
        String customer = live.head().session().customer().id().value();
        Optional<ChatException> limited = engine.calls().isRemembered(live, message)
                ? Optional.empty()
                : engine.limits().refuseCustomerMessage(customer);
        engine.calls().checkBeforeSend(live, actor, message, limited);
        SendCommand command = new SendCommand(actor, message, engine.policy(), engine.fingerprints(), engine.ids());
        return engine.expiry().lookAt(live).thenCompose(session -> {
            live.customerSeen();
            return engine.sessions().submit(live, command);
        });
    }

    private CompletableFuture<PollAnswer> polling(PollRequest request) {
        LiveSession live = visible(request.session());
        return engine.calls().polling(live, polling(live), request);
    }

    private PollCaller polling(LiveSession live) {
        return new PollCaller(Viewer.CUSTOMER, validUntil, () -> engine.access().requireVisible(actor, live));
    }

    private SessionView changed(SessionId id, SessionCommand<Session> command) {
        return engine.calls().change(visible(id), command);
    }

    private SessionView started(Session session) {
        engine.queue().changed();
        engine.sessions().find(session.id()).ifPresent(LiveSession::customerSeen);
        return engine.queue().viewNow(session);
    }

    private void requireToken() {
        requireValid();
        Access.requireToken(actor);
    }

    private void requireValid() {
        PollCaller.requireValid(validUntil, engine.node().clock().instant());
    }

    private LiveSession visible(SessionId id) {
        requireValid();
        engine.access().requireSomebody(actor);
        return engine.access().visible(actor, id);
    }
}
