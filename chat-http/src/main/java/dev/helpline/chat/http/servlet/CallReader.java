package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.HttpCall;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;

/** Reads one request as it comes in, and hands it over once it is complete or too long. Confined to one request. */
final class CallReader implements ReadListener {
    private static final int CHUNK = 8 * 1024;

    private final HttpServletRequest request;
    private final ServletInputStream in;
    private final ChatHttp http;
    private final ReplyWriter writer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean handedOver;

    CallReader(HttpServletRequest request, ChatHttp http, ReplyWriter writer) throws IOException {
        this.request = request;
        this.in = request.getInputStream();
        this.http = http;
        this.writer = writer;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!handedOver && in.isReady()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            body.write(chunk, 0, count);
            if (body.size() > http.maxBodyBytes()) {
                handOver();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        handOver();
    }

    @Override
    public void onError(Throwable failure) {
        writer.giveUp(failure);
    }

    private void handOver() {
        if (!handedOver) {
            handedOver = true;
            writer.writeWhenReady(http.handle(call()));
        }
    }

    private HttpCall call() {
        HttpCall.Builder call = HttpCall.builder(request.getMethod(), path())
                .query(request.getQueryString())
                .remoteAddress(request.getRemoteAddr())
                .body(body.toByteArray());
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> call.header(name, value));
        }
        return call.build();
    }

    /** The path within the context, still percent-encoded. */
    private String path() {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
