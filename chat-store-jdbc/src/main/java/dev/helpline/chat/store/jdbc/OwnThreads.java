package dev.helpline.chat.store.jdbc;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The lane to an H2 that runs in this process: one thread that writes, some that read, and nobody else.
 *
 * <p>Threads of our own, since an embedded H2 reads and writes its file through an interruptible channel: interrupting a
 * thread in it closes the channel, and with it the database for everybody. So callers never enter H2. They wait, and an
 * interrupt neither ends their waiting nor gets lost: the flag is up again when they go on.
 *
 * <p>One writer, since H2 writes its file while other transactions go on, and not all tables at one moment: after {@code
 * kill -9} a transaction that was under way meanwhile may be there in part. If nobody else writes, there is none.
 */
final class OwnThreads implements Lane {
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

    /** A supplier throws nothing that is checked. */
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

    /** As uninterruptible as everything else here. */
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
