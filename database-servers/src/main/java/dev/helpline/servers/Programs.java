package dev.helpline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs programs, whose output is discarded. Thread-safe. */
public final class Programs {
    private static final int NO_PROGRAM = 127;

    private Programs() {}

    /** Runs a program to its end, and returns its exit code; like a shell, 127 for a program that does not exist. */
    public static int run(List<String> command) {
        try {
            return exitCode(started(command));
        } catch (UncheckedIOException e) {
            return NO_PROGRAM;
        }
    }

    /**
     * Runs a program to its end.
     *
     * @throws IllegalStateException unless it succeeds
     */
    public static void require(List<String> command) {
        int exitCode = run(command);
        if (exitCode != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + exitCode);
        }
    }

    static Process started(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program ran", e);
        }
    }
}
