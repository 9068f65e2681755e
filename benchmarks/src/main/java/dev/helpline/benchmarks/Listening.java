package dev.helpline.benchmarks;

import java.io.Closeable;
import java.util.function.Consumer;

/** Customers who wait for messages, one in each conversation. */
interface Listening extends Closeable {
    /**
     * Makes the customers of conversations 0 to {@code conversations - 1} listen.
     *
     * @param heard takes each reply or frame that may have a message; called on several threads
     * @param lost takes the failure of a customer who can listen no more
     */
    void start(int conversations, Consumer<String> heard, Consumer<Throwable> lost) throws Exception;
}
