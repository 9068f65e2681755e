package dev.helpline.chat.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.servers.Folders;
import dev.helpline.servers.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk in memory of any size. It needs the right to mount one, as root has it; without that right the test is
 * skipped.
 */
final class SmallDisk implements AutoCloseable {
    private static final long MEGABYTE = 1 << 20;

    private final Path folder = Folders.fresh("small-disk");

    private SmallDisk() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static SmallDisk mounted() {
        SmallDisk disk = new SmallDisk();
        assumeTrue(
                disk.mount("size=1g", "-t", "tmpfs", "none"), "this needs the right to mount a disk, as root has it");
        return disk;
    }

    Path folder() {
        return folder;
    }

    /** Sets the free room. */
    void leave(int megabytes) {
        try {
            FileStore disk = Files.getFileStore(folder);
            long taken = disk.getTotalSpace() - disk.getUnallocatedSpace();
            if (!mount("remount,size=" + (taken + megabytes * MEGABYTE))) {
                throw new AssertionError("could not change the size of " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean mount(String options, String... what) {
        List<String> command = new ArrayList<>(List.of("mount", "-o", options));
        command.addAll(List.of(what));
        command.add(folder.toString());
        return Programs.run(command) == 0;
    }

    /** Unmounts the disk, even if it is still in use or closed already. */
    @Override
    public void close() {
        int unused = Programs.run(List.of("umount", "--lazy", folder.toString()));
        Folders.delete(folder);
    }
}
