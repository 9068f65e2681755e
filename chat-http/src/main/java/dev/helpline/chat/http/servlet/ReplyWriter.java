package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.ReplyContent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the reply to one request without blocking, and completes the request once. */
final class ReplyWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

    /** What is no status, and tells Jetty to abort a response that is committed. */
    private static final int JETTY_ABORTS = -1;

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final HttpIntake intake;

    ReplyWriter(AsyncContext context, HttpServletResponse response, HttpIntake intake) {
        this.context = context;
        this.response = response;
        this.intake = intake;
    }

    /** Whether the container's buffer holds the whole body, so that writing it does not wait for the client. */
    static boolean fits(HttpReply reply, HttpServletResponse response) {
        return reply.bodyLength() <= response.getBufferSize() && reply.content().isEmpty();
    }

    /** Writes a reply that {@link #fits} on the calling thread; the container completes it. */
    static void writeNow(HttpReply reply, HttpServletResponse response) throws IOException {
        writeHead(reply, response);
        response.getOutputStream().write(reply.body());
    }

    private static void writeHead(HttpReply reply, HttpServletResponse response) {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
    }

    void writeWhenReady() {
        var unused = intake.reply().thenAccept(this::write);
    }

    private void giveUp(Throwable failure) {
        LOG.debug("a client closed the connection before its reply", failure);
        abandon();
        end();
    }

    /** Returns the listener that abandons the call when the client has gone. */
    AsyncListener disconnection() {
        return new Disconnection();
    }

    private void write(HttpReply reply) {
        try {
            writeHead(reply, response);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Body(reply, out));
        } catch (IOException | IllegalStateException gone) {
            giveUp(gone);
        }
    }

    private void abandon() {
        intake.reply().cancel(false);
    }

    private void end() {
        try {
            context.complete();
        } catch (IllegalStateException endedAlready) {
            LOG.trace("a request ended twice", endedAlready);
        }
    }

    private final class Body implements WriteListener {
        private final ReplyContent content;
        private final ServletOutputStream out;
        private boolean written;
        private boolean flushed;
        private boolean handedOver;

        Body(HttpReply reply, ServletOutputStream out) {
            this.content = reply.content().orElseGet(() -> whole(reply.body()));
            this.out = out;
        }

        /** Completes the request when the reply is written and no more of the body must be read. */
        @Override
        public void onWritePossible() throws IOException {
            while (!written && out.isReady()) {
                byte[] part = next();
                if (part == null) {
                    return;
                }
                written = part.length == 0;
                if (!written) {
                    out.write(part);
                }
            }
            if (written && !flushed && out.isReady()) {
                flushed = true;
                flushUnlessEnding();
            }
            if (flushed && !handedOver && out.isReady()) {
                handedOver = true;
                var unused = intake.bodyOver().thenRun(ReplyWriter.this::end);
            }
        }

        /** Returns the next part; null if there is none, and the connection is being closed. */
        private byte @Nullable [] next() throws IOException {
            try {
                return content.next();
            } catch (RuntimeException unreadable) {
                LOG.warn("a reply could not be read to its end", unreadable);
                breakOff(unreadable);
                return null;
            }
        }

        private static ReplyContent whole(byte[] body) {
            Iterator<byte[]> parts = List.of(body, new byte[0]).iterator();
            return () -> parts.hasNext() ? parts.next() : new byte[0];
        }

        private void flushUnlessEnding() throws IOException {
            if (!intake.bodyOver().isDone()) {
                out.flush();
            }
        }

        @Override
        public void onError(Throwable failure) {
            giveUp(failure);
        }
    }

    /**
     * Closes the connection, so that the client does not take what it has for the whole body. Containers do so after an exception of a
     * listener, except for Jetty, which would complete the response, and aborts it if it is told to in this way.
     */
    private void breakOff(RuntimeException unreadable) throws IOException {
        try {
            response.sendError(JETTY_ABORTS);
        } catch (IllegalStateException committed) {
            unreadable.addSuppressed(committed);
            throw unreadable;
        }
        giveUp(unreadable);
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
            // the request is started once
        }
    }
}
