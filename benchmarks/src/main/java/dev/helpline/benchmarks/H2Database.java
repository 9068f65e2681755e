package dev.helpline.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An H2 within this process, in a file, set to write a commit before it answers it. */
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

    /** While nobody writes, it gives the answer to a question again that it gave last; but in a host, somebody writes. */
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
