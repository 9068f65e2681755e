package dev.helpline.examples.desk;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers who write to a desk as fast as it replies, each in a session of their own, and record what it acknowledged. */
final class Writers {
    private static final int COUNT = 8;
    private static final int OK = 200;

    private final String prefix;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /** A message the desk said it has. */
    record Acknowledged(String customer, String session, String message) {}

    /** Writers whose sessions and messages have names of their own. */
    Writers(String prefix) {
        this.prefix = prefix;
    }

    /** Starts the writers, which stop when the desk no longer replies. Returns when so many messages were acknowledged. */
    void writeTo(DeskProcess desk, int untilAcknowledged) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(untilAcknowledged);
        for (int i = 0; i < COUNT; i++) {
            String customer = prefix + "-customer-" + i;
            Thread thread = new Thread(() -> write(desk, customer, reached), customer);
            threads.add(thread);
            thread.start();
        }
        if (!reached.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the desk acknowledged too little within a minute");
        }
    }

    /** Waits until all have stopped. Returns what was acknowledged. */
    List<Acknowledged> stopped() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(acknowledged);
    }

    private void write(DeskProcess desk, String customer, CountDownLatch reached) {
        String token = DeskProcess.customerToken(customer);
        String session = customer + "-session";
        try {
            desk.postAs(token, "/api/chat/session", "{\"sessionId\":\"" + session + "\"}");
            boolean served = true;
            while (served) {
                String message = prefix + "-" + numbers.incrementAndGet();
                String json =
                        "{\"sessionId\":\"" + session + "\",\"messageId\":\"" + message + "\",\"message\":\"hi\"}";
                HttpResponse<String> answer = desk.postAs(token, "/api/chat/message", json);
                served = answer.statusCode() == OK;
                if (served) {
                    acknowledged.add(new Acknowledged(customer, session, message));
                    reached.countDown();
                }
            }
        } catch (IOException e) {
            // The desk is gone, which is what this is about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
