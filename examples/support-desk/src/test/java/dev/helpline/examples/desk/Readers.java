package dev.helpline.examples.desk;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Long polls that wait at a desk, several of them in each customer's session, and what they were told. */
final class Readers {
    private static final Pattern MESSAGE = Pattern.compile("\"messageId\":\"([^\"]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
    private static final String FIRST_MESSAGE = "-first";
    private static final int OK = 200;

    private final List<Reader> readers = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();

    Readers(int sessions, int readersEach) {
        for (int i = 0; i < sessions; i++) {
            String session = "read-" + i;
            this.sessions.add(session);
            for (int j = 0; j < readersEach; j++) {
                readers.add(new Reader(session));
            }
        }
    }

    /** Starts the sessions, and lets all readers wait in them: each of them has been told of a first message and asked for the next. */
    void waitAt(DeskProcess desk) throws Exception {
        for (String session : sessions) {
            desk.postAs(DeskProcess.customerToken(session), "/api/chat/session", "{\"sessionId\":\"" + session + "\"}");
        }
        CountDownLatch waiting = new CountDownLatch(readers.size());
        readers.forEach(reader -> reader.readFrom(desk, waiting));
        for (String session : sessions) {
            require(write(desk, session, session + FIRST_MESSAGE));
        }
        if (!waiting.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError(waiting.getCount() + " polls did not tell of the first message within a minute");
        }
    }

    /** One message of each customer, all under way at once; those that the desk acknowledges are returned. */
    CompletableFuture<Set<String>> writeOneEach(DeskProcess desk) {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (String session : sessions) {
            writes.add(CompletableFuture.runAsync(() -> {
                try {
                    if (write(desk, session, session + "-second").statusCode() == OK) {
                        acknowledged.add(session + "-second");
                    }
                } catch (Exception e) {
                    // The desk is gone: this message was not acknowledged.
                }
            }));
        }
        return CompletableFuture.allOf(writes.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> acknowledged);
    }

    /** Goes on at another desk, each reader from where it was, until there is nothing more. */
    void catchUpAt(DeskProcess desk) throws Exception {
        for (Reader reader : readers) {
            reader.catchUpAt(desk);
        }
    }

    /** What each reader was told, by session. */
    List<Told> told() {
        return readers.stream()
                .map(reader -> new Told(reader.session, List.copyOf(reader.told)))
                .toList();
    }

    /** The messages of a session that one reader was told of, in that order. */
    record Told(String session, List<String> messages) {
        String firstMessage() {
            return session + FIRST_MESSAGE;
        }
    }

    private static HttpResponse<String> write(DeskProcess desk, String session, String message) throws Exception {
        String json = "{\"sessionId\":\"" + session + "\",\"messageId\":\"" + message + "\",\"message\":\"hi\"}";
        return desk.postAs(DeskProcess.customerToken(session), "/api/chat/message", json);
    }

    private static void require(HttpResponse<String> reply) {
        if (reply.statusCode() != OK) {
            throw new AssertionError(reply.body());
        }
    }

    /** One client that polls; its replies come one after the other. */
    private static final class Reader {
        private final String session;
        private final List<String> told = new ArrayList<>();
        private String cursor = "";

        Reader(String session) {
            this.session = session;
        }

        synchronized void readFrom(DeskProcess desk, CountDownLatch waiting) {
            var unused = desk.getAsync(DeskProcess.customerToken(session), path() + "&wait=25")
                    .thenAccept(reply -> {
                        boolean served = reply.statusCode() == OK;
                        if (served) {
                            boolean first = apply(reply.body());
                            readFrom(desk, waiting);
                            if (first) {
                                waiting.countDown();
                            }
                        }
                    });
        }

        synchronized void catchUpAt(DeskProcess desk) throws Exception {
            boolean more = true;
            while (more) {
                HttpResponse<String> reply = desk.getAs(DeskProcess.customerToken(session), path());
                require(reply);
                more = apply(reply.body());
            }
        }

        private String path() {
            return "/api/chat/poll/" + session + "?include=own" + (cursor.isEmpty() ? "" : "&after=" + cursor);
        }

        /** Notes what a reply tells; whether that is any message. */
        private synchronized boolean apply(String reply) {
            int before = told.size();
            Matcher message = MESSAGE.matcher(reply);
            while (message.find()) {
                told.add(message.group(1));
            }
            Matcher next = CURSOR.matcher(reply);
            if (next.find()) {
                cursor = next.group(1);
            }
            return told.size() > before;
        }
    }
}
