package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.Access;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.desk.AgentSlots.Budget;
import dev.helpline.chat.core.internal.desk.SlotAttempts;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.guest.GuestToken;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.pages.Paging;
import dev.helpline.chat.core.internal.pages.Slice;
import dev.helpline.chat.core.internal.rules.RateCommand;
import dev.helpline.chat.core.internal.rules.RatingPromptCommand;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.TakeOverCommand;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.HistoryQuery;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionHistory;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A customer's calls. */
final class CustomerCalls extends ParticipantCalls implements CustomerChat {
    private static final int MAX_LIMIT = 100;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    CustomerCalls(EngineParts engine, Accepted caller, @Nullable NetworkAddress address) {
        super(engine, caller, address);
    }

    @Override
    @Nullable
    Budget admit(long nowMillis) {
        requireValidToken(nowMillis);
        engine.access().requireCaller(actor);
        return null;
    }

    @Override
    public SessionView start(StartSession request) {
        requireToken();
        return CallBoundary.call(() -> started(engine.starter().start(actor, request)));
    }

    @Override
    public Optional<SessionView> current() {
        requireToken();
        return CallBoundary.call(
                () -> engine.starter().current(principal).map(this::viewNow).map(this::counted));
    }

    @Override
    public SessionView currentOrStart(StartSession request) {
        requireToken();
        return CallBoundary.call(() -> started(engine.starter().currentOrStart(actor, request)));
    }

    @Override
    public SessionView takeOver(String guestToken) {
        requireToken();
        if (principal.guest()) {
            throw Refusals.forbidden("sign in to take over a guest's session");
        }
        GuestToken token = GuestToken.parse(guestToken).orElseThrow(CustomerCalls::noSuchGuest);
        return CallBoundary.call(() -> {
            LiveSession live = engine.sessions()
                    .find(token.session(), session -> TakeOverCommand.maySee(principal, token, session, now()))
                    .orElseThrow(CustomerCalls::noSuchGuest);
            Optional<ChatException> blocked = blocked(live.head().session());
            if (blocked.isPresent()) {
                throw blocked.get();
            }
            return viewed(Futures.await(executor -> takingOver(live, token, executor)));
        });
    }

    private CompletableFuture<Session> takingOver(LiveSession live, GuestToken token, Executor executor) {
        TakeOverCommand command = new TakeOverCommand(principal, token, engine.ids());
        return Futures.then(
                engine.expiry().lookAt(live),
                executor,
                session -> engine.sessions()
                        .underWay(
                                command,
                                () -> new SlotAttempts<>(
                                                engine.sessions(),
                                                live,
                                                command,
                                                () -> engine.starter().freeSlot(principal),
                                                executor)
                                        .next()));
    }

    /** The block of the customer, or of the guest whom the session has before. */
    private Optional<ChatException> blocked(Session session) {
        Optional<ChatException> guest = engine.limits().refuseBlocked(actor, session);
        return guest.isPresent() ? guest : engine.blocks().refuse(principal.id(), actor.address());
    }

    private Instant now() {
        return engine.node().clock().instant();
    }

    private static ChatException noSuchGuest() {
        return new ChatException(ErrorCode.SESSION_NOT_FOUND, "there is no session for this guest's token");
    }

    private Optional<ChatException> refusalOf(RateSession request, Session session) {
        boolean mayChange =
                session.rating() != null && engine.policy().ratingEdits().isPresent();
        Optional<ChatException> blocked = mayChange
                ? engine.limits().refuseMessage(actor, session)
                : engine.limits().refuseBlocked(actor, session);
        return blocked.isPresent() ? blocked : RateCommand.refuseCategories(engine.policy(), request);
    }

    @Override
    public SessionView rate(RateSession request) {
        RateCommand.check(actor, request);
        return changed(
                request.session(),
                session -> new RateCommand(actor, request, engine.policy(), engine.ids())
                        .refusing(refusalOf(request, session)));
    }

    @Override
    public boolean askForRating(SessionId id, String promptId) {
        RatingPromptCommand.check(actor, promptId);
        RatingPromptCommand command = new RatingPromptCommand(actor, promptId, engine.policy(), engine.ids());
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(id);
            return Futures.await(executor -> Futures.then(
                    engine.expiry().lookAt(live),
                    executor,
                    session -> engine.limits().refuseBlocked(actor, session).isPresent()
                            ? CompletableFuture.completedFuture(false)
                            : engine.sessions().submit(live, command)));
        });
    }

    @Override
    public SessionPage history(int page, int limit) {
        return history(HistoryQuery.builder().page(page).limit(limit).build());
    }

    @Override
    public SessionPage history(SessionKey olderThan, int limit) {
        Objects.requireNonNull(olderThan, "olderThan");
        return history(HistoryQuery.builder().olderThan(olderThan).limit(limit).build());
    }

    @Override
    public SessionPage history(HistoryQuery query) {
        int limit = query.limit();
        SessionKey olderThan = query.olderThan();
        int page = olderThan == null ? query.page() : 1;
        Paging.check(page, limit, MAX_LIMIT);
        TEXTS.search("externalRef", query.externalRef(), TextLimits.EXTERNAL_REF);
        requireToken();
        SessionHistoryQuery matching = SessionHistoryQuery.builder(new CustomerId(principal.id()))
                .externalRef(query.externalRef())
                .build();
        SessionHistory store = engine.node().store();
        return CallBoundary.call(() -> {
            Slice<Session> slice = Slice.of(
                    store.sessionsOf(matching, olderThan, Paging.skip(page, limit), Slice.toRead(limit)), limit);
            return new SessionPage(
                    engine.summaries().of(slice.items(), Viewer.CUSTOMER),
                    store.countSessionsOf(matching),
                    slice.next(SessionKey::of));
        });
    }

    /** The view of a session that the customer has started. */
    SessionView started(Session session) {
        engine.sessions().find(session.id()).ifPresent(this::noteSeen);
        return viewed(session);
    }

    private void requireToken() {
        requireValidToken(engine.node().clock().millis());
        Access.requireToken(actor);
    }
}
