package dev.helpline.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Customers who wait in long polls, each on a connection and a thread of its own. */
final class LongPolls implements Listening {
    private static final String CURSOR = "\"cursor\":\"";

    private final int port;
    private final Talk talk;
    private final List<HttpConnection> polling = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean closed;

    LongPolls(int port, Talk talk) {
        this.port = port;
        this.talk = talk;
    }

    @Override
    public void start(int conversations, Consumer<String> heard, Consumer<Throwable> lost) throws IOException {
        for (int i = 0; i < conversations; i++) {
            int conversation = i;
            HttpConnection connection = new HttpConnection(port);
            polling.add(connection);
            threads.execute(() -> poll(connection, conversation, heard, lost));
        }
    }

    private void poll(HttpConnection connection, int conversation, Consumer<String> heard, Consumer<Throwable> lost) {
        String cursor = "";
        try {
            while (!closed) {
                String reply = connection
                        .call(talk.poll(conversation, cursor))
                        .expectOk()
                        .text();
                heard.accept(reply);
                int at = reply.indexOf(CURSOR) + CURSOR.length();
                cursor = reply.substring(at, reply.indexOf('"', at));
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                lost.accept(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (HttpConnection connection : polling) {
            connection.close();
        }
        threads.shutdown();
    }
}
