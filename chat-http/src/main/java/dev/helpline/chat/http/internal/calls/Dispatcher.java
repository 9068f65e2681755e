package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.exchange.AccessControl;
import dev.helpline.chat.http.internal.exchange.BodyIntake;
import dev.helpline.chat.http.internal.exchange.BodyLimits;
import dev.helpline.chat.http.internal.exchange.BodyPace;
import dev.helpline.chat.http.internal.exchange.BodyReader;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.exchange.LoggingContext;
import dev.helpline.chat.http.internal.exchange.Replies;
import dev.helpline.chat.http.internal.exchange.RequestIds;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Routes each call to its handler and turns the result, or any failure, into a reply. Thread-safe. */
public final class Dispatcher {
    /** At the least pace of bodies, a KiB per second, a part of a file takes less. */
    private static final Duration PART_TIME = Duration.ofMinutes(5);

    private final RequestIds requestIds;
    private final Router router;
    private final AccessControl accessControl;
    private final BodyReader bodies;
    private final BodyLimits limits;
    private final BodyLimits partLimits;
    private final ProblemMapper problems;
    private final Replies replies;
    private final Supplier<Runnable> calls;

    /** @param calls hears that a call begins; what it returns runs when the reply is ready */
    public Dispatcher(
            RequestIds requestIds,
            Router router,
            AccessControl accessControl,
            BodyLimits limits,
            ProblemMapper problems,
            Replies replies,
            Supplier<Runnable> calls) {
        this.calls = calls;
        this.requestIds = requestIds;
        this.router = router;
        this.accessControl = accessControl;
        this.bodies = new BodyReader(limits.maxBytes());
        this.limits = limits;
        this.partLimits = limits.with(AttachmentEndpoints.PART_BYTES, BodyPace.within(PART_TIME));
        this.problems = problems;
        this.replies = replies;
    }

    public List<Route> routes() {
        return router.routes();
    }

    /** Checks a call by its head, and handles it if it needs no body. */
    public HttpIntake receive(HttpCall head) {
        String requestId = requestIds.of(head);
        try {
            return head.method().equals("OPTIONS") ? options(head, requestId) : admit(head, requestId);
        } catch (Refusal refusal) {
            return refused(refusal.problem(), head, requestId);
        }
    }

    /** Returns the reply to a request that the server itself rejects. */
    public HttpReply rejected(WireError error, String message) {
        HttpCall unknown = HttpCall.builder("", "").build();
        return replies.failure(Problem.of(error, message), unknown, requestIds.of(unknown));
    }

    private HttpIntake options(HttpCall head, String requestId) {
        String allowed = router.allowed(head.path());
        BodyReader.requireNone(head);
        return BodyIntake.replied(CompletableFuture.completedFuture(replies.options(allowed, head, requestId)));
    }

    private HttpIntake admit(HttpCall head, String requestId) {
        Router.Match match = router.route(head);
        try {
            return LoggingContext.supply(requestId, () -> admit(match, head, requestId));
        } catch (Throwable failure) {
            return refused(problems.of(failure, match.route(), requestId), head, requestId);
        }
    }

    private HttpIntake admit(Router.Match match, HttpCall head, String requestId) {
        Caller caller = accessControl.admit(match.route().allowed(), head);
        Query query = Query.parse(head.query().orElse(""));
        judgeBody(match.route(), head);
        AdmittedCall call = new AdmittedCall(match, caller, query, head, requestId);
        if (!match.route().takesBody()) {
            return BodyIntake.replied(call.received(new byte[0]));
        }
        BodyLimits bounds = match.route().takesFile() ? partLimits : limits;
        return BodyIntake.receiving(bounds.bufferFor(head, caller.address()), limits.scheduler(), call);
    }

    /** Rejects a call if its head shows that the body cannot be accepted. */
    private void judgeBody(Route route, HttpCall head) {
        if (route.takesFile()) {
            BodyReader.judgePart(head, partLimits.maxBytes());
        } else if (route.takesBody()) {
            bodies.judge(head);
        } else {
            BodyReader.requireNone(head);
        }
    }

    private HttpIntake refused(Problem problem, HttpCall head, String requestId) {
        HttpReply reply = replies.failure(problem, head, requestId);
        return BodyReader.isAnnounced(head)
                ? BodyIntake.refused(reply, limits.scheduler(), limits.maxBytes())
                : BodyIntake.replied(CompletableFuture.completedFuture(reply));
    }

    /** A call whose head was accepted. */
    private final class AdmittedCall implements BodyIntake.BodyHandler {
        private final Router.Match match;
        private final Caller caller;
        private final Query query;
        private final HttpCall head;
        private final String requestId;

        AdmittedCall(Router.Match match, Caller caller, Query query, HttpCall head, String requestId) {
            this.match = match;
            this.caller = caller;
            this.query = query;
            this.head = head;
            this.requestId = requestId;
        }

        @Override
        public CompletableFuture<HttpReply> received(byte[] body) {
            Route route = match.route();
            Runnable ended = query.text("wait").isPresent() ? () -> {} : calls.get();
            return CancellableStages.settle(
                    LoggingContext.within(requestId, () -> route.handler().handle(request(body))),
                    result -> measured(success(result), ended),
                    failure -> measured(refused(problems.of(failure, route, requestId)), ended));
        }

        /** How long a poll waits says nothing about the server. */
        private HttpReply measured(HttpReply reply, Runnable ended) {
            ended.run();
            return reply;
        }

        @Override
        public HttpReply refused(Problem problem) {
            return replies.failure(problem, head, requestId);
        }

        private Request request(byte[] body) {
            boolean isFile = match.route().takesFile();
            JsonFields fields =
                    bodies.read(head, isFile ? new byte[0] : body, match.route().invalid());
            return new Request(caller, match.variables(), query, fields, isFile ? body : new byte[0]);
        }

        private HttpReply success(CallResult result) {
            try {
                HttpReply reply = replies.success(result, head, requestId);
                accessControl.checkReply(caller, head, reply);
                return reply;
            } catch (RuntimeException unwritable) {
                return refused(problems.of(unwritable, match.route(), requestId));
            }
        }
    }
}
