package dev.helpline.chat.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk in memory, as small as one likes. It takes somebody who may mount one, as root may; others skip the test. */
final class SmallDisk implements AutoCloseable {
    private static final long MEGABYTE = 1 << 20;

    private final Path folder = TestServers.newFolder("small-disk");

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

    /** Has so much room from now on, besides what is taken. */
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
        return TestServers.run(command) == 0;
    }

    /** Also of one that is still in use, or closed already. */
    @Override
    public void close() {
        int unused = TestServers.run(List.of("umount", "--lazy", folder.toString()));
        TestServers.delete(folder);
    }
}
