package dev.helpline.examples.desk;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.policy.OfflineMessages;
import dev.helpline.chat.core.routing.RoutingMode;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.socketio.Dialect;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.limit.Limit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the desk, from environment variables. {@code docs/operations.md} lists them with their defaults.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free port
 * @param dataDir the folder of the embedded database and of generated secrets
 * @param filesDir the folder of attached files; empty if files cannot be attached
 * @param database the database to use instead of the embedded one
 * @param customerSecret the key of customers' tokens, at least 32 bytes; empty to generate one
 * @param agentSecret the key of agents' tokens, at least 32 bytes and different from the other key; empty to generate one
 * @param corsOrigins the web origins whose pages may call
 * @param dialects the other support chats whose clients are served
 * @param trustedProxies addresses and ranges of proxies whose {@code X-Forwarded-For} is trusted
 * @param clusterBus whether desks over one PostgreSQL tell each other what they commit
 * @param limited whether rate limits apply
 * @param policy limits, timeouts, access
 * @param hours when customers can expect an agent
 * @param mail how mails are sent to agents; empty for not at all
 * @param warmUp how long the desk holds conversations with itself before it serves calls; zero for not at all
 * @param logLevel the least level that is logged
 */
record DeskConfig(
        String host,
        int port,
        Path dataDir,
        Optional<Path> filesDir,
        Optional<Database> database,
        Optional<String> customerSecret,
        Optional<String> agentSecret,
        List<String> corsOrigins,
        Set<Dialect> dialects,
        List<String> trustedProxies,
        boolean clusterBus,
        boolean limited,
        ChatPolicy policy,
        BusinessHours hours,
        Optional<MailSettings> mail,
        Duration warmUp,
        LogLevel logLevel) {
    private static final int MIN_SECRET_BYTES = 32;

    /** All addresses of this machine. */
    private static final String EVERYWHERE = "0.0.0.0";

    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> LOOPBACKS = Set.of(LOOPBACK, "localhost", "::1");

    /** A database that the desk does not create. */
    record Database(DatabaseUrl url, Optional<String> user, Optional<String> password) {
        /** Returns the URL only, without user and password. */
        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }

    /** The levels of the log. */
    enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** Reports all errors of a configuration. */
    static final class WrongConfig extends Exception {
        private static final long serialVersionUID = 1L;

        WrongConfig(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
        }
    }

    /** Returns the address and the database, without secrets. */
    @Override
    public String toString() {
        return "DeskConfig[" + host + " port " + port + ", data in " + dataDir + ", database " + database + "]";
    }

    static DeskConfig from(Map<String, String> environment) throws WrongConfig {
        Settings settings = new Settings(environment);
        Optional<String> customerSecret = secret(settings, "JWT_SECRET");
        Optional<String> agentSecret = secret(settings, "ADMIN_JWT_SECRET");
        Path dataDir = settings.parsed("DATA_DIR", Path.of("data"), "must be a path", DeskConfig::path);
        Path filesDir = settings.parsed("FILES_DIR", dataDir.resolve("files"), "must be a path", DeskConfig::path);
        BusinessHours hours = OpeningHours.from(settings);
        DeskConfig config = new DeskConfig(
                host(settings, customerSecret.isPresent() && agentSecret.isPresent()),
                settings.integer("PORT", 8080, 0, 65535),
                dataDir,
                settings.flag("ATTACHMENTS", true) ? Optional.of(filesDir) : Optional.empty(),
                database(settings),
                customerSecret,
                agentSecret,
                settings.parsed(
                        "CORS_ORIGIN", List.of(), "must be origins like https://shop.example", DeskConfig::origins),
                settings.parsed(
                        "DIALECTS",
                        Set.of(),
                        "must be one or more of sessions, conversations, rooms, separated by commas",
                        DeskConfig::dialects),
                settings.parsed(
                        "TRUSTED_PROXIES",
                        List.of(),
                        "must be addresses or ranges like 10.0.0.0/8, separated by commas",
                        ProxyRanges::parse),
                settings.flag("CLUSTER_BUS", true),
                isLimited(settings),
                policy(settings, hours),
                hours,
                MailSettings.from(settings),
                Duration.ofSeconds(settings.integer("WARM_UP_SECONDS", 3, 0, 60)),
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

    /** The desk prints tokens for the secrets it generates, so these tokens must work only on this machine. */
    private static String host(Settings settings, boolean secretsGiven) {
        String host = settings.text("HOST").orElse(secretsGiven ? EVERYWHERE : LOOPBACK);
        if (!secretsGiven && !LOOPBACKS.contains(host)) {
            settings.problem("HOST opens the desk to other machines, so JWT_SECRET and ADMIN_JWT_SECRET must be set");
        }
        return host;
    }

    /** Whether programs on this machine reach the address as localhost. */
    static boolean isLocal(String host) {
        return host.equals(EVERYWHERE) || host.equals("::") || LOOPBACKS.contains(host);
    }

    /** Whether both secrets are configured. */
    boolean hasSecrets() {
        return customerSecret.isPresent() && agentSecret.isPresent();
    }

    private static Optional<Database> database(Settings settings) {
        Optional<String> url = settings.text("DB_URL");
        Optional<String> user = settings.text("DB_USER");
        Optional<String> password = settings.text("DB_PASSWORD");
        if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
            settings.problem("DB_USER and DB_PASSWORD need a DB_URL, which is missing");
        }
        Optional<Database> database = url.map(value -> new Database(new DatabaseUrl(value), user, password));
        if (database.isPresent() && !database.get().url().isSupported()) {
            settings.problem("DB_URL must begin with one of "
                    + DatabaseUrl.KINDS.stream()
                            .map(kind -> "jdbc:" + kind + ":")
                            .collect(Collectors.joining(", ")));
        }
        return database;
    }

    private static Optional<String> secret(Settings settings, String name) {
        Optional<String> secret = settings.text(name);
        if (secret.isPresent() && secret.get().getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            settings.problem(name + " must have at least " + MIN_SECRET_BYTES + " bytes");
        }
        return secret;
    }

    private static RoutingPolicy routing(Settings settings) {
        int offerSeconds = settings.integer("OFFER_SECONDS", 0, 5, 600);
        int maxWaiting = settings.integer("MAX_WAITING", 0, 0, RoutingPolicy.MAX_WAITING);
        return RoutingPolicy.builder()
                .strategy(settings.oneOf("ROUTING", RoutingMode.class, RoutingMode.MANUAL)
                        .strategy()
                        .orElse(null))
                .offerTimeout(offerSeconds == 0 ? null : Duration.ofSeconds(offerSeconds))
                .matchesLanguage(settings.flag("ROUTING_BY_LANGUAGE", false))
                .maxWaiting(maxWaiting == 0 ? null : Integer.valueOf(maxWaiting))
                .build();
    }

    private static ChatPolicy policy(Settings settings, BusinessHours hours) {
        ChatPolicy.Builder policy = ChatPolicy.builder()
                .access(settings.oneOf("ACCESS_POLICY", AccessPolicy.class, AccessPolicy.STRICT))
                .maxMessageLength(settings.integer(
                        "MAX_MESSAGE_LENGTH", ChatPolicy.LONGEST_MESSAGE, 1, ChatPolicy.LONGEST_MESSAGE))
                .maxOpenSessions(settings.integer("CHAT_MAX_CONVERSATIONS_PER_USER", 5, 1, 1000))
                .agentCapacity(settings.integer("AGENT_CAPACITY", 20, 1, 1000))
                .routing(routing(settings))
                .sessionTimeout(Duration.ofMinutes(settings.integer("SESSION_TIMEOUT_MINUTES", 30, 1, 527_040)))
                .customerTimeout(minutes(settings, "CUSTOMER_TIMEOUT_MINUTES"))
                .agentTimeout(minutes(settings, "AGENT_TIMEOUT_MINUTES"))
                .vanishedAgentTimeout(minutes(settings, "VANISHED_AGENT_MINUTES"))
                .agentStarts(settings.flag("AGENT_STARTS", false))
                .reopenWindow(minutes(settings, "REOPEN_WINDOW_MINUTES"))
                .endWarning(warning(settings.integer("END_WARNING_SECONDS", 120, 0, 86_400)))
                .pollInterval(Duration.ofSeconds(settings.integer("POLL_INTERVAL_SECONDS", 2, 1, 60)));
        AttachmentPolicy.Builder files = AttachmentPolicy.builder()
                .maxFileBytes(settings.integer("MAX_FILE_MEGABYTES", 10, 1, 100) * 1024L * 1024)
                .maxFiles(settings.integer("MAX_FILES_PER_MESSAGE", 5, 1, 10));
        policy.ratingCategories(settings.parsed(
                "RATING_CATEGORIES",
                List.of(),
                "must be at most 100 different words, separated by commas",
                DeskConfig::categories));
        policy.ratingWindow(minutes(settings, "RATING_WINDOW_MINUTES"))
                .ratingEdits(minutes(settings, "RATING_EDIT_MINUTES"));
        policy.offlineMessages(settings.oneOf("OFFLINE_MESSAGES", OfflineMessages.class, OfflineMessages.WHEN_CLOSED));
        policy.sla(ServiceLevels.from(settings, hours));
        PreChatFile.apply(settings, policy);
        policy.guests(
                settings.flag("CHAT_GUESTS", false) ? GuestPolicy.builder().build() : null);
        int windowMillis = settings.integer("RATE_LIMIT_WINDOW_MS", 60_000, 1000, 86_400_000);
        int maxRequests = settings.integer("RATE_LIMIT_MAX_REQUESTS", 30, 1, 1_000_000);
        if (isLimited(settings)) {
            policy.customerMessages(new Limit(maxRequests, Duration.ofMillis(windowMillis)));
        } else {
            policy.customerMessages(null).agentMessages(null).newSessions(null);
            files.uploads(null);
        }
        return policy.attachments(files.build()).build();
    }

    static @Nullable Duration minutes(Settings settings, String name) {
        int minutes = settings.integer(name, 0, 0, 527_040);
        return minutes == 0 ? null : Duration.ofMinutes(minutes);
    }

    private static @Nullable Duration warning(int seconds) {
        return seconds == 0 ? null : Duration.ofSeconds(seconds);
    }

    private static boolean isLimited(Settings settings) {
        return settings.flag("CHAT_RATE_LIMIT_ENABLED", true);
    }

    private static List<String> categories(String value) {
        List<String> categories =
                Stream.of(value.split(",", -1)).map(String::strip).toList();
        ChatPolicy.builder().ratingCategories(categories); // checks them
        return categories;
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path", e);
        }
    }

    private static Set<Dialect> dialects(String value) {
        Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
        for (String name : value.split(",", -1)) {
            dialects.add(Dialect.valueOf(name.strip().toUpperCase(Locale.ROOT)));
        }
        return Set.copyOf(dialects);
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
