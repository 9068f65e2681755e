package dev.helpline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A {@link ChatServer} that was started in a process of its own. Closing it ends the process. Not thread-safe. */
record ChatServerProcess(ServerProcess process) implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** The headers that Jetty sets itself. */
    private static final Set<String> OF_JETTY = Set.of("content-length", "date", ":status");

    /** Starts a server over the database of that URL, with the same Java and flags as this process, and returns once it listens. */
    static ChatServerProcess start(String url, Tokens tokens) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flagsOfThisJvm());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ChatServer.class.getName(),
                url,
                tokens.customerSecret(),
                tokens.agentSecret()));
        return new ChatServerProcess(ServerProcess.start(command));
    }

    /** The server's compilers and collector are those of this JVM. */
    private static List<String> flagsOfThisJvm() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .toList();
    }

    InetSocketAddress address() {
        return process.address();
    }

    List<ProcessHandle> processes() {
        return List.of(process.handle());
    }

    /** Makes all requests whose path begins with {@code /constant/} and this word get a reply like the given one from now on. */
    void replyLike(String word, HttpResponse<byte[]> reply) throws IOException {
        ConstantServlet.Reply constant = new ConstantServlet.Reply(headers(reply.headers()), reply.body());
        process.ask(ChatServer.CONSTANT + " /" + word + " " + new ObjectMapper().writeValueAsString(constant));
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
        return Long.parseLong(process.ask(ChatServer.BORROWED));
    }

    /** Returns the memory that is left on the server's heap after a garbage collection, in bytes. */
    long usedHeap() throws IOException {
        return Long.parseLong(process.ask(ChatServer.HEAP));
    }

    /** Waits until that many requests wait for news. */
    void awaitParked(int number) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (String parked = process.ask(ChatServer.PARKED);
                !parked.equals(Integer.toString(number));
                parked = process.ask(ChatServer.PARKED)) {
            if (System.nanoTime() > end) {
                throw new IOException(parked + " requests wait, and not " + number);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Replies to all requests that wait at mailboxes. */
    void release() throws IOException {
        process.ask(ChatServer.RELEASE);
    }

    /** Ends the process at once, as a crash would. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
