package dev.helpline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Customers who upload files to a chat, all at a time, send them in one message, and download them again. Not thread-safe. */
final class FileTransfers implements AutoCloseable {
    /** As long as clients are told to make a part. */
    private static final int PART = 256 * 1024;

    private static final String LINE = "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXY\n";

    private final int port;
    private final Tokens tokens;
    private final int files;
    private final byte[] content;
    private final ExecutorService threads;

    /**
     * @param files how many files each customer has
     * @param bytes how long a file is, at least 1000
     */
    FileTransfers(int port, Tokens tokens, int files, int bytes) {
        this.port = port;
        this.tokens = tokens;
        this.files = files;
        this.content = Arrays.copyOf(LINE.repeat(bytes / LINE.length() + 1).getBytes(StandardCharsets.US_ASCII), bytes);
        this.threads = Executors.newFixedThreadPool(files);
    }

    /**
     * How long one customer's files took.
     *
     * @param upMillis until all were uploaded and sent
     * @param downMillis from then on until all were downloaded
     */
    record Times(double upMillis, double downMillis) {}

    /** Transfers the files of one more customer both ways. Throws an exception if one does not come back as it was. */
    Times transfer() throws Exception {
        HttpSession session;
        try (HttpConnection connection = new HttpConnection(port)) {
            session = HttpSession.start(connection, tokens);
        }
        long start = System.nanoTime();
        forEach(file -> () -> upload(session, file));
        try (HttpConnection connection = new HttpConnection(port)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                ids.add("\"file-" + i + "\"");
            }
            String message = "{\"sessionId\":\"" + session.id() + "\",\"attachmentIds\":" + ids + "}";
            connection
                    .call(HttpConnection.post(HttpSession.MESSAGE_PATH, session.token(), message))
                    .expectOk();
        }
        long sent = System.nanoTime();
        forEach(file -> () -> download(session, file));
        return new Times((sent - start) / 1e6, (System.nanoTime() - sent) / 1e6);
    }

    /** What is done with one of the files. */
    private interface Task {
        Callable<?> of(int file);
    }

    private void forEach(Task task) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            all.add(threads.submit(task.of(i)));
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private Void upload(HttpSession session, int file) throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            String start = "{\"sessionId\":\"%s\",\"attachmentId\":\"file-%d\",\"name\":\"file-%d.txt\",\"size\":%d}"
                    .formatted(session.id(), file, file, content.length);
            connection
                    .call(HttpConnection.post("/api/chat/attachments", session.token(), start))
                    .expectOk();
            for (int at = 0; at < content.length; at += PART) {
                byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + PART));
                connection.send(
                        HttpConnection.put(path(session, file) + "?offset=" + at, session.token(), part.length));
                connection.send(part);
                connection.read().expectOk();
            }
        }
        return null;
    }

    private Void download(HttpSession session, int file) throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            byte[] body = connection
                    .call(HttpConnection.get(path(session, file), session.token()))
                    .expectOk()
                    .body();
            if (!Arrays.equals(body, content)) {
                throw new IllegalStateException("file " + file + " of session " + session.id() + " has changed");
            }
        }
        return null;
    }

    private static String path(HttpSession session, int file) {
        return "/api/chat/attachments/" + session.id() + "/file-" + file;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
