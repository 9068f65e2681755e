package dev.helpline.chat.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Leads a call to its handler and its answer back, and lets nothing else out. Thread-safe. */
final class Dispatcher {
    private final RequestIds requestIds;
    private final Router router;
    private final Gate gate;
    private final BodyReader bodies;
    private final BodyLimits limits;
    private final Failures failures;
    private final Replies replies;

    Dispatcher(RequestIds requestIds, Router router, Gate gate, BodyLimits limits, Failures failures, Replies replies) {
        this.requestIds = requestIds;
        this.router = router;
        this.gate = gate;
        this.bodies = new BodyReader(limits.maxBytes());
        this.limits = limits;
        this.failures = failures;
        this.replies = replies;
    }

    List<Route> routes() {
        return router.routes();
    }

    /** Judges a call by its head, and handles it if it needs no body. */
    HttpIntake receive(HttpCall head) {
        String requestId = requestIds.of(head);
        try {
            return head.method().equals("OPTIONS") ? options(head, requestId) : admit(head, requestId);
        } catch (Refusal refusal) {
            return refused(refusal.problem(), head, requestId);
        }
    }

    /** The reply to a request that the server itself refuses. */
    HttpReply rejected(WireError error, String message) {
        HttpCall unknown = HttpCall.builder("", "").build();
        return replies.failure(Problem.of(error, message), unknown, requestIds.of(unknown));
    }

    private HttpIntake options(HttpCall head, String requestId) {
        String allowed = router.allowed(head.path());
        BodyReader.requireNone(head);
        return HttpIntake.replied(CompletableFuture.completedFuture(replies.options(allowed, head, requestId)));
    }

    private HttpIntake admit(HttpCall head, String requestId) {
        Router.Match match = router.route(head);
        try {
            return LoggingContext.supply(requestId, () -> admit(match, head, requestId));
        } catch (Throwable failure) {
            return refused(failures.problem(failure, match.route(), requestId), head, requestId);
        }
    }

    private HttpIntake admit(Router.Match match, HttpCall head, String requestId) {
        Caller caller = gate.admit(match.route().access(), head);
        Query query = Query.parse(head.query().orElse(""));
        bodies.judge(match.route(), head);
        Visit visit = new Visit(match, caller, query, head, requestId);
        return match.route().takesBody()
                ? HttpIntake.receiving(limits.bufferFor(head, caller.address()), limits.scheduler(), visit)
                : HttpIntake.replied(visit.whole(new byte[0]));
    }

    private HttpIntake refused(Problem problem, HttpCall head, String requestId) {
        HttpReply reply = replies.failure(problem, head, requestId);
        return BodyReader.isAnnounced(head)
                ? HttpIntake.refused(reply, limits.scheduler(), limits.maxBytes())
                : HttpIntake.replied(CompletableFuture.completedFuture(reply));
    }

    /** A call that was let in. */
    private final class Visit implements HttpIntake.Ending {
        private final Router.Match match;
        private final Caller caller;
        private final Query query;
        private final HttpCall head;
        private final String requestId;

        Visit(Router.Match match, Caller caller, Query query, HttpCall head, String requestId) {
            this.match = match;
            this.caller = caller;
            this.query = query;
            this.head = head;
            this.requestId = requestId;
        }

        @Override
        public CompletableFuture<HttpReply> whole(byte[] body) {
            Route route = match.route();
            return Stages.settle(
                    LoggingContext.within(requestId, () -> route.handler().handle(request(body))),
                    this::success,
                    failure -> refused(failures.problem(failure, route, requestId)));
        }

        @Override
        public HttpReply refused(Problem problem) {
            return replies.failure(problem, head, requestId);
        }

        private Request request(byte[] body) {
            return new Request(caller, match.variable(), query, bodies.read(match.route(), head, body));
        }

        private HttpReply success(Answer answer) {
            try {
                HttpReply reply = replies.success(answer, head, requestId);
                gate.checkReply(caller, head, reply);
                return reply;
            } catch (RuntimeException unwritable) {
                return refused(failures.problem(unwritable, match.route(), requestId));
            }
        }
    }
}
