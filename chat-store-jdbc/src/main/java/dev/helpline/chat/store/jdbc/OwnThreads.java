package dev.helpline.chat.store.jdbc;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that call an H2 that runs in this process: one that writes, and several that read. No other thread
 * does.
 *
 * <p>An embedded H2 reads and writes its file through an interruptible channel: interrupting a thread in H2 closes
 * the channel, and with it the database for all threads. So callers never enter H2 themselves. They wait; an
 * interrupt does not end their waiting, and the interrupt flag is set when the call returns.
 *
 * <p>There is one writer, because H2 writes its file while other transactions run, and not all tables at the same
 * moment: after {@code kill -9}, another transaction may be in the file in part. With a single writer there is no
 * other transaction.
 */
final class OwnThreads implements DatabaseThreads {
    private final ExecutorService writer = threads("helpline-store-writer-", 1);
    private final ExecutorService readers;

    OwnThreads(int readers) {
        this.readers = threads("helpline-store-reader-", readers);
    }

    private static ExecutorService threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T> T read(Supplier<T> work) {
        return await(readers.submit(work::get));
    }

    @Override
    public <T> T write(Supplier<T> work) {
        return await(writer.submit(work::get));
    }

    private static <T> T await(Future<T> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Suppliers throw no checked exceptions. */
    private static RuntimeException unchecked(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    @Override
    public void close() {
        readers.shutdown();
        writer.shutdown();
        awaitEnd(readers);
        awaitEnd(writer);
    }

    /** Waits without being interruptible, as all methods here do. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
