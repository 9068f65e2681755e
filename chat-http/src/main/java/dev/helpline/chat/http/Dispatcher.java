package dev.helpline.chat.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Leads a call to its handler and its answer back, and lets nothing else out. Thread-safe. */
final class Dispatcher {
    private final RequestIds requestIds;
    private final Router router;
    private final Gate gate;
    private final BodyReader bodies;
    private final Failures failures;
    private final Replies replies;

    Dispatcher(RequestIds requestIds, Router router, Gate gate, BodyReader bodies, Failures failures, Replies replies) {
        this.requestIds = requestIds;
        this.router = router;
        this.gate = gate;
        this.bodies = bodies;
        this.failures = failures;
        this.replies = replies;
    }

    List<Route> routes() {
        return router.routes();
    }

    /** The reply; never fails. */
    CompletableFuture<HttpReply> dispatch(HttpCall call) {
        String requestId = requestIds.of(call);
        try {
            return call.method().equals("OPTIONS")
                    ? CompletableFuture.completedFuture(replies.options(router.allowed(call.path()), call, requestId))
                    : visit(router.route(call), call, requestId);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(replies.failure(refusal.problem(), call, requestId));
        }
    }

    private CompletableFuture<HttpReply> visit(Router.Match match, HttpCall call, String requestId) {
        Route route = match.route();
        return Stages.settle(
                LoggingContext.within(requestId, () -> route.handler().handle(admitted(match, call))),
                answer -> success(answer, route, call, requestId),
                failure -> replies.failure(failures.problem(failure, route, requestId), call, requestId));
    }

    private Request admitted(Router.Match match, HttpCall call) {
        Caller caller = gate.admit(match.route().access(), call);
        Query query = Query.parse(call.query().orElse(""));
        return new Request(caller, match.variable(), query, bodies.read(match.route(), call));
    }

    private HttpReply success(Answer answer, Route route, HttpCall call, String requestId) {
        try {
            return replies.success(answer, call, requestId);
        } catch (RuntimeException unwritable) {
            return replies.failure(failures.problem(unwritable, route, requestId), call, requestId);
        }
    }
}
