package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.guest.GuestSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.SessionPeriod;
import dev.helpline.chat.http.internal.wire.WireHead;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import org.jspecify.annotations.Nullable;

/** The calls that start, show and end a session. */
final class SessionEndpoints {
    private static final String OPEN = "The session is open";

    private final Participants participants;

    SessionEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult start(Request request) {
        StartSession start =
                startOf(request, request.body().id("sessionId", SessionId::new).orElse(null));
        Caller caller = request.caller();
        return caller.isAnonymous()
                ? startAsGuest(start, caller)
                : new CallResult(Started.of(participants.chat(caller).start(start)), OPEN);
    }

    private CallResult startAsGuest(StartSession start, Caller caller) {
        GuestSession started = participants.startAsGuest(start, caller);
        return new CallResult(Started.of(started.view(), started.token()), OPEN);
    }

    /** Makes a guest's session that of the caller, who has signed in. */
    CallResult upgrade(Request request) {
        String token = request.body().requireText("sessionToken");
        return new CallResult(Started.of(participants.chat(request.caller()).takeOver(token)), "The session is yours");
    }

    /** Ignores a session id in the body, since the engine chooses the session. */
    CallResult currentOrStart(Request request) {
        StartSession start = startOf(request, null);
        Caller caller = request.caller();
        if (caller.isAnonymous() || (caller.principal().guest() && hasNoCurrent(caller))) {
            return startAsGuest(start, caller);
        }
        return new CallResult(Started.of(participants.chat(caller).currentOrStart(start)), "This is your open session");
    }

    private boolean hasNoCurrent(Caller guest) {
        return participants.chat(guest).current().isEmpty();
    }

    CallResult current(Request request) {
        return participants
                .chat(request.caller())
                .current()
                .map(view -> new CallResult(
                        new Current(WireHead.of(view, request.caller().role())), "This is your open session"))
                .orElseGet(() -> new CallResult(new Current(null), "No open session"));
    }

    CallResult head(Request request) {
        SessionView view = participants.participant(request.caller()).session(request.session());
        return new CallResult(WireHead.of(view, request.caller().role()), "This is the session");
    }

    CallResult reopen(Request request) {
        SessionView view = participants.participant(request.caller()).reopen(request.bodySession());
        return new CallResult(WireHead.of(view, request.caller().role()), "The session is open again");
    }

    CallResult end(Request request) {
        Caller caller = request.caller();
        IdentityClaims.checkEnd(request.body(), caller);
        EndSession end = EndSession.builder(request.bodySession())
                .reason(request.body().text("endReason").orElse(null))
                .outcome(request.body().word("outcome", WireNames.OUTCOMES).orElse(null))
                .claimedAt(request.body().claim("endTime").orElse(null))
                .build();
        SessionView view = participants.participant(caller).end(end);
        return new CallResult(Ended.of(view.session()), "The session has ended");
    }

    private static StartSession startOf(Request request, @Nullable SessionId id) {
        JsonFields body = request.body();
        IdentityClaims.checkOwner(body, request.caller());
        return StartSession.builder()
                .id(id)
                .name(body.object("userInfo").flatMap(user -> user.text("name")).orElse(null))
                .email(body.object("userInfo")
                        .flatMap(user -> user.text("email"))
                        .orElse(null))
                .phone(body.object("userInfo")
                        .flatMap(user -> user.text("phone"))
                        .orElse(null))
                .topic(Topic.builder()
                        .subject(body.text("subject").orElse(null))
                        .category(body.text("category").orElse(null))
                        .externalRef(body.text("externalRef").orElse(null))
                        .requestedPriority(
                                body.word("priority", WireNames.PRIORITIES).orElse(null))
                        .context(body.json("context").orElse(null))
                        .locale(body.text("locale").orElse(null))
                        .build())
                .form(body.values("form"))
                .consentVersion(body.text("consent").orElse(null))
                .continues(body.id("continues", SessionId::new).orElse(null))
                .claimedStart(body.claim("startTime").orElse(null))
                .initialMessage(body.text("initialMessage").orElse(null))
                .build();
    }

    private record Started(
            String sessionId,
            String status,
            String state,
            String createdAt,
            @Nullable Boolean offline,
            @Nullable Long estimatedWaitTime,
            @Nullable Long estimatedWaitTimeP90,
            @Nullable Integer queuePosition,
            @Nullable String sessionToken) {
        static Started of(SessionView view) {
            return of(view, null);
        }

        static Started of(SessionView view, @Nullable String sessionToken) {
            Session session = view.session();
            return new Started(
                    session.id().value(),
                    WireNames.status(session),
                    WireNames.of(session.state()),
                    WireTime.format(session.timeline().createdAt()),
                    session.offline() ? Boolean.TRUE : null,
                    WireHead.medianWait(view),
                    WireHead.p90Wait(view),
                    view.queuePosition(),
                    sessionToken);
        }
    }

    private record Current(@Nullable WireHead session) {}

    private record Ended(
            String sessionId,
            String status,
            @Nullable String endTime,
            @Nullable Long duration,
            long messageCount,
            @Nullable String endedBy) {
        static Ended of(Session session) {
            SessionPeriod span = SessionPeriod.of(session);
            Ending ending = session.ending();
            return new Ended(
                    session.id().value(),
                    WireNames.status(session),
                    span.endTime(),
                    span.duration(),
                    session.log().messageCount(),
                    ending == null ? null : WireNames.of(ending.by()));
        }
    }
}
