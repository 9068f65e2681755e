package dev.helpline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A {@link ChatServer} that was started in a process of its own. Closing it ends the process. Not thread-safe. */
final class ChatServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    /** The headers that Jetty sets itself. */
    private static final Set<String> OF_JETTY = Set.of("content-length", "date", ":status");

    private final Process process;
    private final BufferedReader out;
    private final int port;

    private ChatServerProcess(Process process) throws IOException {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.port = Integer.parseInt(line());
    }

    /** Starts a server over the database of that URL, with the same Java as this process, and returns once it listens. */
    static ChatServerProcess start(String url, Tokens tokens) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChatServer.class.getName(),
                        url,
                        tokens.customerSecret(),
                        tokens.agentSecret())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ChatServerProcess(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }

    /** Makes all requests whose path begins with {@code /constant/} and this word get a reply like the given one from now on. */
    void replyLike(String word, HttpResponse<byte[]> reply) throws IOException {
        ConstantServlet.Reply constant = new ConstantServlet.Reply(headers(reply.headers()), reply.body());
        ask(ChatServer.CONSTANT + " /" + word + " " + new ObjectMapper().writeValueAsString(constant));
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> kept = new LinkedHashMap<>();
        headers.map().forEach((name, values) -> {
            if (!OF_JETTY.contains(name)) {
                kept.put(name, String.join(", ", values));
            }
        });
        return kept;
    }

    /** Returns how often the server has borrowed a connection from its pool so far. */
    long borrowedConnections() throws IOException {
        return Long.parseLong(ask(ChatServer.BORROWED));
    }

    /** Returns the memory that is left on the server's heap after a garbage collection, in bytes. */
    long usedHeap() throws IOException {
        return Long.parseLong(ask(ChatServer.HEAP));
    }

    /** Waits until that many requests wait for news. */
    void awaitParked(int number) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * PATIENCE_SECONDS);
        for (String parked = ask(ChatServer.PARKED);
                !parked.equals(Integer.toString(number));
                parked = ask(ChatServer.PARKED)) {
            if (System.nanoTime() > end) {
                throw new IOException(parked + " requests wait, and not " + number);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Replies to all requests that wait at mailboxes. */
    void release() throws IOException {
        ask(ChatServer.RELEASE);
    }

    private String ask(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return line();
    }

    private String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the server ended");
        }
        return line;
    }

    /** Ends the process at once, as a crash would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
