package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.HttpReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the reply to one request as the client takes it, and ends the request once. */
final class ReplyWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<HttpReply> awaited;

    ReplyWriter(AsyncContext context, HttpServletResponse response) {
        this.context = context;
        this.response = response;
    }

    void writeWhenReady(CompletableFuture<HttpReply> reply) {
        awaited = reply;
        var unused = reply.thenAccept(this::write);
        if (ended.get()) {
            reply.cancel(false);
        }
    }

    void giveUp(Throwable failure) {
        LOG.debug("a client went away before its reply", failure);
        abandon();
        end();
    }

    /** Tells a client that is known to have gone from one that is served. */
    AsyncListener disconnection() {
        return new Disconnection();
    }

    private void write(HttpReply reply) {
        try {
            response.setStatus(reply.status());
            reply.headers().forEach(response::setHeader);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Body(reply.body(), out));
        } catch (IOException | IllegalStateException gone) {
            giveUp(gone);
        }
    }

    private void abandon() {
        ended.set(true);
        CompletableFuture<HttpReply> reply = awaited;
        if (reply != null) {
            reply.cancel(false);
        }
    }

    private void end() {
        try {
            context.complete();
        } catch (IllegalStateException endedAlready) {
            LOG.trace("a request ended twice", endedAlready);
        }
    }

    private final class Body implements WriteListener {
        private final byte[] bytes;
        private final ServletOutputStream out;
        private boolean written;

        Body(byte[] bytes, ServletOutputStream out) {
            this.bytes = bytes;
            this.out = out;
        }

        @Override
        public void onWritePossible() throws IOException {
            if (out.isReady() && !written) {
                written = true;
                out.write(bytes);
            }
            if (written && out.isReady()) {
                end();
            }
        }

        @Override
        public void onError(Throwable failure) {
            giveUp(failure);
        }
    }

    private final class Disconnection implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            abandon();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            abandon();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            abandon();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // nobody starts it again
        }
    }
}
