package dev.helpline.chat.store.jdbc;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Rounds of writing and killing. {@code -Dhelpline.crash.rounds} sets their number in a long run (default: as many as
 * fit into a {@link LongRun}), and {@code -Dhelpline.crash.seed} the seed of the first round. Each later round has
 * the next seed, so that a failed round can be repeated with its own seed.
 */
final class CrashRun {
    private static final long SEED = Long.getLong("helpline.crash.seed", System.currentTimeMillis() % 1_000_000_000L);

    private static final int ROUNDS_OF_A_FILE = 25;

    private CrashRun() {}

    /** The seed of the first round. */
    static long seed() {
        return SEED;
    }

    /** One of the rounds. */
    @FunctionalInterface
    interface Round {
        void run(long seed, Random random);
    }

    /** Runs a fixed number of rounds, whatever the properties say. */
    static void shortly(int rounds, Round round) {
        for (long seed = SEED; seed < SEED + rounds; seed++) {
            run(seed, round);
        }
    }

    /** The rounds of a {@link LongRun}, at least {@code least} if their number is not set. */
    static void atLength(int least, Round round) {
        LongRun run = LongRun.of("helpline.crash.rounds", least);
        for (long seed = SEED; run.goesOn(seed - SEED); seed++) {
            run(seed, round);
        }
    }

    /** One of the rounds over a file of H2. */
    @FunctionalInterface
    interface FileRound {
        void run(Path file, Random random);
    }

    /**
     * As {@link #atLength}, with a new file after every {@value #ROUNDS_OF_A_FILE} rounds, because H2 gives free space back only in processes that live
     * longer than these: after 200 rounds a file has 2 GB, and opening it after a kill takes 10 s.
     *
     * @param check verifies a file after the last of its rounds
     */
    static void atLengthOverFiles(int least, Path folder, FileRound round, Consumer<Path> check) {
        Deque<Path> files = new ArrayDeque<>();
        atLength(least, (seed, random) -> {
            long done = seed - SEED;
            if (done % ROUNDS_OF_A_FILE == 0) {
                if (!files.isEmpty()) {
                    check.accept(files.getLast());
                }
                files.add(folder.resolve("chat-" + files.size()));
            }
            round.run(files.getLast(), random);
        });
        check.accept(files.getLast());
    }

    private static void run(long seed, Round round) {
        try {
            round.run(seed, new Random(seed));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("repeat this round with -Dhelpline.crash.seed=" + seed, e);
        }
    }

    /** Reads so many lines, and waits a random moment, so that the next step hits the writers at a random point. */
    static void listen(ChildJvm child, CrashLedger ledger, int lines, Random random) {
        for (int i = 0; i < lines; i++) {
            MessageOutcome.parse(child.readLine()).ifPresent(ledger::note);
        }
        LockSupport.parkNanos(random.nextInt(3_000_000));
    }
}
