package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.WireError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One call of the protocol.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param allowed which callers may make it
 * @param invalid the code for a body that is JSON but breaks a rule
 * @param failure the code for an unexpected failure
 * @param handler carries it out
 */
public record Route(
        String method,
        PathTemplate path,
        AllowedCallers allowed,
        WireError invalid,
        WireError failure,
        Handler handler) {

    /** Carries out a call, perhaps asynchronously. An exception, thrown or in the stage, becomes a problem. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<CallResult> handle(Request request);
    }

    /** Carries out a call before it returns. */
    @FunctionalInterface
    interface PromptHandler {
        CallResult handle(Request request);
    }

    static Handler prompt(PromptHandler handler) {
        return request -> CompletableFuture.completedFuture(handler.handle(request));
    }

    /** Whether the body is a part of a file, and not JSON. */
    boolean takesFile() {
        return method.equals("PUT") && path.prefix().equals("/api/chat/attachments/");
    }

    public boolean takesBody() {
        return !method.equals("GET") && !method.equals("DELETE");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
