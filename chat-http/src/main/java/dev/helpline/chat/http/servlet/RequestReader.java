package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpService;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the body of one request and hands it over as it arrives. Confined to one request. */
final class RequestReader implements ReadListener {
    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);
    private static final int CHUNK = 8 * 1024;

    private final ServletInputStream in;
    private final HttpIntake intake;

    RequestReader(ServletInputStream in, HttpIntake intake) {
        this.in = in;
        this.intake = intake;
    }

    /** The request without its body, with what the chat reads of it. */
    static HttpCall headOf(HttpService http, HttpServletRequest request) {
        HttpCall.Builder head = HttpCall.builder(request.getMethod(), path(request))
                .query(request.getQueryString())
                .remoteAddress(request.getRemoteAddr());
        if (http.authenticatesRequests()) {
            addDetails(request, head);
        } else {
            HttpCall.HEADERS_READ.forEach(name -> addHeader(request, name, head));
        }
        return head.build();
    }

    private static void addDetails(HttpServletRequest request, HttpCall.Builder head) {
        Collections.list(request.getHeaderNames()).forEach(name -> addHeader(request, name, head));
        for (String name : Collections.list(request.getAttributeNames())) {
            Object value = request.getAttribute(name);
            if (value != null) {
                head.attribute(name, value);
            }
        }
        head.userPrincipal(request.getUserPrincipal());
    }

    private static void addHeader(HttpServletRequest request, String name, HttpCall.Builder head) {
        if (request.getHeader(name) != null) {
            Collections.list(request.getHeaders(name)).forEach(value -> head.header(name, value));
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!intake.bodyOver().isDone() && in.isReady()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            intake.add(chunk, count);
        }
    }

    @Override
    public void onAllDataRead() {
        intake.complete();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("a body did not arrive completely", failure);
        intake.fail();
    }

    /** The path within the context, still percent-encoded. */
    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
