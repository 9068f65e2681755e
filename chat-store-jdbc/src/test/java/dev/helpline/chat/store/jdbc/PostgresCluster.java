package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.Folders;
import dev.helpline.servers.PostgresServer;
import dev.helpline.servers.Programs;
import dev.helpline.servers.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL for one test. It writes to the disk as it does by default. */
final class PostgresCluster extends ServerProcess {
    private PostgresCluster(Path data) {
        super(data);
    }

    static PostgresCluster started() {
        PostgresCluster cluster = new PostgresCluster(Folders.fresh("postgresql-cluster"));
        cluster.runToEnd("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8");
        cluster.start();
        return cluster;
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port()
                + "/postgres?user=postgres&connectTimeout=2&socketTimeout=10&tcpKeepAlive=true";
    }

    @Override
    protected List<String> command() {
        return program(
                "postgres",
                "-p",
                Integer.toString(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=");
    }

    @Override
    public void stop() {
        stop("fast");
    }

    /** Stops the server without a checkpoint. */
    private void stopImmediately() {
        stop("immediate");
    }

    private void stop(String mode) {
        runToEnd("pg_ctl", "stop", "-m", mode);
        awaitEnd();
    }

    /**
     * Kills the process that serves one connection. The postmaster then ends all the others, and recovers as after a
     * crash.
     */
    private void killBackend() {
        String pid = query("""
                select pid
                  from pg_stat_activity
                 where backend_type = 'client backend' and pid <> pg_backend_pid()
                 order by state <> 'active', query_start desc
                """);
        if (!ProcessHandle.of(Long.parseLong(pid))
                .map(ProcessHandle::destroyForcibly)
                .orElse(false)) {
            throw new AssertionError("there is no backend " + pid + " to kill");
        }
    }

    @Override
    public List<Runnable> deaths() {
        return List.of(this::stop, this::kill, this::stopImmediately, this::killBackend);
    }

    private void runToEnd(String program, String... arguments) {
        Programs.require(program(program, arguments));
    }

    private List<String> program(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        command.add(PostgresServer.programs().resolve(program).toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-D", data().toString()));
        return command;
    }
}
