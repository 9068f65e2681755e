package dev.helpline.examples.desk;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.exchange.HttpReply;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Gives the reply to a request that the server rejects before it reaches the chat, such as one whose head is too long, the
 * envelope and headers of every other error. Thread-safe.
 */
final class EnvelopeErrors extends ErrorHandler {
    private final ChatHttp http;

    EnvelopeErrors(ChatHttp http) {
        this.http = http;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpReply reply = http.rejection(response.getStatus());
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }
}
