package dev.helpline.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The peer in {@code peers/node}: a chat server over Express and Sequelize. */
final class NodeServer {
    private static final Path FOLDER =
            Path.of(System.getProperty("helpline.root", ".."), "benchmarks", "peers", "node");

    private NodeServer() {}

    /** Starts it over this database; returns null, after a line on the console that says why, if it is not installed. */
    static @Nullable ServerProcess start(Optional<Database> database) throws IOException {
        String url = database.filter(PostgresDatabase.class::isInstance)
                .map(Database::url)
                .orElseThrow(() ->
                        new IllegalArgumentException("--node needs postgres, the only database that the peer can use"));
        Path folder = FOLDER.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            System.err.println("going on without node: its packages are missing; run npm ci in " + folder);
            return null;
        }
        try {
            return ServerProcess.start(
                    List.of("node", folder.resolve("server.js").toString(), url(url)));
        } catch (IOException e) {
            System.err.println("going on without node, which did not start: " + e.getMessage());
            return null;
        }
    }

    /** Node's drivers take the user from before the host, JDBC's from a parameter. */
    private static String url(String jdbc) {
        URI uri = URI.create(jdbc.substring("jdbc:".length()));
        return "postgres://postgres@" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
    }
}
