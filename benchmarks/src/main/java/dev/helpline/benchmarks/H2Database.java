package dev.helpline.benchmarks;

import dev.helpline.servers.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An H2 in this process, in a file, set to write a commit before it returns from it. */
final class H2Database extends Database {
    private final Path folder = Folders.fresh("h2");

    H2Database() throws IOException {}

    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("chat") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
    }

    @Override
    Path folder() {
        return folder;
    }

    /**
     * Switches off that H2 reuses the result of a query while there are no writes, because in a host there are
     * writes.
     */
    @Override
    String preparation() {
        return "analyze; set optimize_reuse_results 0";
    }

    @Override
    String settingsQuery() {
        return "select 'WRITE_DELAY=' || setting_value from information_schema.settings where setting_name ="
                + " 'WRITE_DELAY'";
    }

    @Override
    Optional<ProcessHandle> server() {
        return Optional.empty();
    }

    @Override
    OptionalLong commits() {
        return OptionalLong.empty();
    }

    @Override
    List<BatchWriter> batchWriters() {
        return List.of(new BatchWriter.JdbcBatch());
    }

    @Override
    List<MessageWriter> messageWriters() {
        return List.of(new MessageWriter.Transaction());
    }

    @Override
    List<Goal> goals() {
        return List.of(Goal.throughput(64, "transaction", 4));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }
}
