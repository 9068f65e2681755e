package dev.helpline.examples.desk;

import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A desk in a process of its own, which can be killed. */
final class DeskProcess implements AutoCloseable {
    private static final String CUSTOMER_SECRET = "customers-secret-customers-secret";
    private static final String AGENT_SECRET = "agents-secret-agents-secret-agents";
    private static final Pattern LISTENS = Pattern.compile("listens on http://localhost:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path directory;
    private final BufferedReader out;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private int port;

    private DeskProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the desk, which may refuse to start: the jar if this run of the tests comes after it was made, else the classes. */
    static DeskProcess launch(Path directory, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(flagsOfThisJvm());
        String jar = System.getProperty("desk.jar");
        command.addAll(
                jar == null
                        ? List.of("-cp", System.getProperty("java.class.path"), SupportDesk.class.getName())
                        : List.of("-jar", jar));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile());
        builder.environment().put("PORT", "0");
        builder.environment().put("WARM_UP_SECONDS", "0");
        builder.environment().putAll(environment);
        builder.redirectError(directory.resolve("desk.err").toFile());
        return new DeskProcess(builder.start(), directory);
    }

    /** The desk's compilers and collector are those of this JVM. */
    private static List<String> flagsOfThisJvm() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .toList();
    }

    /** A desk that listens, on a database in {@code directory}, without limits. */
    static DeskProcess start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /** A desk that listens, with further settings, without limits. */
    static DeskProcess start(Path directory, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JWT_SECRET", CUSTOMER_SECRET);
        environment.put("ADMIN_JWT_SECRET", AGENT_SECRET);
        environment.put("CHAT_RATE_LIMIT_ENABLED", "false");
        DeskProcess desk = launch(directory, environment);
        desk.awaitListening();
        return desk;
    }

    /** Waits until it listens; returns what it printed until then. */
    String awaitListening() throws IOException {
        return printedUntil(LISTENS);
    }

    /** What it prints next, up to the first line that fits. */
    String printedUntil(Pattern last) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.append(line).append('\n');
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                port = Integer.parseInt(matcher.group(1));
            }
            if (last.matcher(line).find()) {
                return printed.toString();
            }
        }
        throw new IOException("the desk ended before it printed " + last + ": " + errors());
    }

    /** What it printed for its operator, and logged. */
    String errors() throws IOException {
        return Files.readString(directory.resolve("desk.err"));
    }

    int port() {
        return port;
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

    /** A call whose reply may take long; it ends with an exception where the desk is gone. */
    CompletableFuture<HttpResponse<String>> getAsync(String token, String path) {
        return http.sendAsync(request(token, path).timeout(PATIENCE).build(), BodyHandlers.ofString());
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
        return agentToken(Principal.agent("sarah", Role.AGENT, "Sarah", null));
    }

    /** A token of an agent whose role is a word of the host's. */
    static String agentToken(String id, String role) throws GeneralSecurityException {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        long expiresAt = System.currentTimeMillis() / 1000 + 3600;
        String claims = "{\"sub\":\"" + id + "\",\"role\":\"" + role + "\",\"exp\":" + expiresAt + "}";
        String head = base64.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(AGENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return head + "." + base64.encodeToString(mac.doFinal(head.getBytes(StandardCharsets.UTF_8)));
    }

    static String agentToken(Principal agent) {
        return new TokenIssuer(AGENT_SECRET.getBytes(StandardCharsets.UTF_8)).issue(agent, Duration.ofHours(1));
    }

    /** As the system would at the end of memory, or an operator at the end of patience. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As an operator would; waits for the end and returns the exit code. */
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
