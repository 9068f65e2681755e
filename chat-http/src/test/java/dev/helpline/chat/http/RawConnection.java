package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One connection on which a test writes what no client library would. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MAX_STEPS = 3_000;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    static RawConnection to(ServerUnderTest server) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new RawConnection(socket);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /** Sends these characters, with CR LF for each line break in {@code text}. */
    RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
            return this;
        } catch (SocketException closedByServer) {
            return this;
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    /** Says that nothing more will be sent. */
    RawConnection cut() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (SocketException closedByServer) {
            return this;
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    /**
     * What the server sends until it closes the connection, while time passes for it: in small steps, lest a token expire
     * before the server has seen it.
     */
    String answer(ScriptedTime time) {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::readAll, task -> {
            Thread reader = new Thread(task, "wire-reader");
            reader.setDaemon(true);
            reader.start();
        });
        for (int step = 0; step < MAX_STEPS && !Await.isDoneSoon(answer); step++) {
            time.advance(STEP);
        }
        return answer.join();
    }

    /** The first line that the server sends; time does not pass meanwhile. */
    String statusLine() {
        StringBuilder line = new StringBuilder();
        try {
            int next = socket.getInputStream().read();
            while (next >= 0 && next != '\r') {
                line.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return line.toString();
    }

    /** The first reply in what a server sent. */
    static Reply firstReply(String answer) {
        int headEnd = answer.indexOf("\r\n\r\n");
        String[] head = answer.substring(0, Math.max(0, headEnd)).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon), head[i].substring(colon + 1).strip());
        }
        int status = head[0].startsWith("HTTP/1.1 ") ? Integer.parseInt(head[0].substring(9, 12)) : 0;
        return new Reply(status, headers, answer.substring(Math.max(0, headEnd)).strip());
    }

    private String readAll() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            return all.toString(UTF_8);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return all.toString(UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            throw new UncheckedIOException(closedAlready);
        }
    }
}
