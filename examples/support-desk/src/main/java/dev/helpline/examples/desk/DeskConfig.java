package dev.helpline.examples.desk;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.limit.Limit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the desk is set up, from environment variables. {@code docs/operations.md} lists them with their defaults.
 *
 * @param port where to listen; 0 for any free port
 * @param dataDir where the embedded database lives, unless another one is named
 * @param database another database
 * @param customerSecret the key of customers' tokens, at least 32 bytes; empty to make one up
 * @param agentSecret the key of agents' tokens, at least 32 bytes and another one; empty to make one up
 * @param corsOrigins which web origins may call
 * @param policy limits, timeouts, access
 * @param logLevel what to log
 */
record DeskConfig(
        int port,
        Path dataDir,
        Optional<Database> database,
        Optional<String> customerSecret,
        Optional<String> agentSecret,
        List<String> corsOrigins,
        ChatPolicy policy,
        LogLevel logLevel) {
    private static final int MIN_SECRET_BYTES = 32;

    /** A database that is not ours. */
    record Database(String url, Optional<String> user, Optional<String> password) {
        /** The URL only; user and password are nobody's business. */
        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }

    /** What to log. */
    enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** Says everything that is wrong with a configuration. */
    static final class WrongConfig extends Exception {
        private static final long serialVersionUID = 1L;

        WrongConfig(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
        }
    }

    /** Where it listens and keeps its data; no secret. */
    @Override
    public String toString() {
        return "DeskConfig[port " + port + ", data in " + dataDir + ", database " + database + "]";
    }

    static DeskConfig from(Map<String, String> environment) throws WrongConfig {
        Settings settings = new Settings(environment);
        DeskConfig config = new DeskConfig(
                settings.integer("PORT", 8080, 0, 65535),
                settings.parsed("DATA_DIR", Path.of("data"), "must be a path", DeskConfig::path),
                database(settings),
                secret(settings, "JWT_SECRET"),
                secret(settings, "ADMIN_JWT_SECRET"),
                settings.parsed(
                        "CORS_ORIGIN", List.of(), "must be origins like https://shop.example", DeskConfig::origins),
                policy(settings),
                settings.oneOf("LOG_LEVEL", LogLevel.class, LogLevel.INFO));
        if (config.customerSecret.isPresent() && config.customerSecret.equals(config.agentSecret)) {
            settings.problem(
                    "JWT_SECRET and ADMIN_JWT_SECRET must differ, else a customer could sign an agent's token");
        }
        if (!settings.problems().isEmpty()) {
            throw new WrongConfig(settings.problems());
        }
        return config;
    }

    private static Optional<Database> database(Settings settings) {
        Optional<String> url = settings.text("DB_URL");
        Optional<String> user = settings.text("DB_USER");
        Optional<String> password = settings.text("DB_PASSWORD");
        if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
            settings.problem("DB_USER and DB_PASSWORD say who, but DB_URL does not say where");
        }
        if (url.isPresent() && !url.get().startsWith("jdbc:")) {
            settings.problem("DB_URL must begin with jdbc:");
        }
        return url.map(value -> new Database(value, user, password));
    }

    private static Optional<String> secret(Settings settings, String name) {
        Optional<String> secret = settings.text(name);
        if (secret.isPresent() && secret.get().getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            settings.problem(name + " must have at least " + MIN_SECRET_BYTES + " bytes");
        }
        return secret;
    }

    private static ChatPolicy policy(Settings settings) {
        ChatPolicy.Builder policy = ChatPolicy.builder()
                .access(settings.oneOf("ACCESS_POLICY", AccessPolicy.class, AccessPolicy.STRICT))
                .maxMessageLength(settings.integer(
                        "MAX_MESSAGE_LENGTH", ChatPolicy.LONGEST_MESSAGE, 1, ChatPolicy.LONGEST_MESSAGE))
                .maxOpenSessions(settings.integer("CHAT_MAX_CONVERSATIONS_PER_USER", 5, 1, 1000))
                .sessionTimeout(Duration.ofMinutes(settings.integer("SESSION_TIMEOUT_MINUTES", 30, 1, 527_040)))
                .pollInterval(Duration.ofSeconds(settings.integer("POLL_INTERVAL_SECONDS", 2, 1, 60)));
        int windowMillis = settings.integer("RATE_LIMIT_WINDOW_MS", 60_000, 1000, 86_400_000);
        int maxRequests = settings.integer("RATE_LIMIT_MAX_REQUESTS", 30, 1, 1_000_000);
        if (settings.flag("CHAT_RATE_LIMIT_ENABLED", true)) {
            policy.customerMessages(new Limit(maxRequests, Duration.ofMillis(windowMillis)));
        } else {
            policy.customerMessages(null).agentMessages(null).newSessions(null);
        }
        return policy.build();
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path", e);
        }
    }

    private static List<String> origins(String value) {
        List<String> origins = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String origin = part.strip();
            URI uri = URI.create(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
            if (!web || uri.getHost() == null || !bare || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("not an origin");
            }
            origins.add(origin);
        }
        return List.copyOf(origins);
    }
}
