package dev.helpline.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Measures how long the disk takes to write and sync 8 kB in a file that already has its size, which is what a
 * database waits for in each commit (fdatasync).
 */
record Disk(double syncMicrosP50, double syncMicrosP99) {
    private static final int BLOCK = 8192;
    private static final int BLOCKS = 1024;
    private static final Duration TIME = Duration.ofSeconds(1);

    static Disk of(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "sync", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < BLOCKS; i++) {
                channel.write(ByteBuffer.allocate(BLOCK), (long) i * BLOCK);
            }
            channel.force(true);
            Histogram nanos = Turn.newHistogram();
            long start = System.nanoTime();
            long now = start;
            for (int i = 0; now - start < TIME.toNanos(); i++) {
                channel.write(ByteBuffer.allocate(BLOCK), (long) (i % BLOCKS) * BLOCK);
                channel.force(false);
                long after = System.nanoTime();
                nanos.recordValue(after - now);
                now = after;
            }
            return new Disk(nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3);
        } finally {
            Files.delete(file);
        }
    }
}
