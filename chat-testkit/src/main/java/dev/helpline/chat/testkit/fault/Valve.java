package dev.helpline.chat.testkit.fault;

import java.util.concurrent.CountDownLatch;

/** Lets bytes through, or makes them wait. Thread-safe. */
final class Valve {
    private boolean open = true;

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void shut() {
        open = false;
    }

    /** Wakes all waiting threads, so that they notice that their link is closed. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void awaitOpen(CountDownLatch closed) throws InterruptedException {
        while (!open && closed.getCount() > 0) {
            wait();
        }
    }
}
