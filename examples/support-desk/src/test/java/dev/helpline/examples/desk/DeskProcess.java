package dev.helpline.examples.desk;

import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A desk in a process of its own, which can be killed. */
final class DeskProcess implements AutoCloseable {
    private static final String CUSTOMER_SECRET = "customers-secret-customers-secret";
    private static final String AGENT_SECRET = "agents-secret-agents-secret-agents";
    private static final Pattern LISTENS = Pattern.compile("listens on http://localhost:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private int port;

    private DeskProcess(Process process) {
        this.process = process;
    }

    /** A process that has been started, but may not listen, or may not want to. */
    static DeskProcess launch(Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SupportDesk.class.getName());
        builder.directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.redirectError(directory.resolve("desk.err").toFile());
        return new DeskProcess(builder.start());
    }

    /** A desk that listens, on a database in {@code directory}, without limits. */
    static DeskProcess start(Path directory) throws IOException {
        DeskProcess desk = launch(
                directory,
                Map.of(
                        "PORT",
                        "0",
                        "JWT_SECRET",
                        CUSTOMER_SECRET,
                        "ADMIN_JWT_SECRET",
                        AGENT_SECRET,
                        "CHAT_RATE_LIMIT_ENABLED",
                        "false"));
        desk.awaitListening();
        return desk;
    }

    private void awaitListening() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                port = Integer.parseInt(matcher.group(1));
                return;
            }
        }
        throw new IOException("the desk ended before it listened");
    }

    HttpResponse<String> postAs(String token, String path, String json) throws IOException, InterruptedException {
        return http.send(
                request(token, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> getAs(String token, String path) throws IOException, InterruptedException {
        return http.send(request(token, path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    static String customerToken(String id) {
        return new TokenIssuer(CUSTOMER_SECRET.getBytes(StandardCharsets.UTF_8))
                .issue(Principal.customer(id, null), Duration.ofHours(1));
    }

    static String agentToken() {
        return new TokenIssuer(AGENT_SECRET.getBytes(StandardCharsets.UTF_8))
                .issue(Principal.agent("sarah", Role.AGENT, "Sarah", null), Duration.ofHours(1));
    }

    /** As the system would at the end of memory, or an operator at the end of patience. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As an operator would; waits for the end and answers the exit code. */
    int terminate() throws InterruptedException, TimeoutException {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException, TimeoutException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("the desk did not end within " + PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
