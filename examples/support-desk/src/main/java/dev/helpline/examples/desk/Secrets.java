package dev.helpline.examples.desk;

import dev.helpline.chat.http.LinkKeys;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.socketio.Dialect;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The keys of customers' and agents' tokens. The desk generates a key that is not configured and stores it beside the data,
 * so that tokens stay valid after a restart. Generated keys are for trying the desk out, as its output says.
 */
final class Secrets {
    private static final String FILE = "demo-secrets.properties";
    private static final String CUSTOMERS = "customers";
    private static final String AGENTS = "agents";
    private static final Duration DEMO_TOKENS_LAST = Duration.ofDays(1);

    private final String customers;
    private final String agents;
    private final boolean customersMadeUp;
    private final boolean agentsMadeUp;

    private Secrets(Optional<String> customers, Optional<String> agents, Properties kept) {
        this.customers = customers.orElseGet(() -> kept.getProperty(CUSTOMERS));
        this.agents = agents.orElseGet(() -> kept.getProperty(AGENTS));
        this.customersMadeUp = customers.isEmpty();
        this.agentsMadeUp = agents.isEmpty();
    }

    static Secrets of(DeskConfig config) throws IOException {
        Properties kept = config.hasSecrets() ? new Properties() : kept(config.dataDir());
        return new Secrets(config.customerSecret(), config.agentSecret(), kept);
    }

    JwtAuthenticators authenticators(Set<Dialect> dialects) {
        JwtAuthenticators.Builder builder = JwtAuthenticators.builder(bytes(customers), bytes(agents));
        if (dialects.contains(Dialect.ROOMS)) {
            builder.agentRole("admin", Role.ADMIN).agentRole("manager", Role.SUPERVISOR);
        }
        return builder.build();
    }

    /** The key of signed addresses, which desks with the same secrets share. */
    LinkKeys linkKeys() {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256").digest(bytes("addresses of files, by " + customers));
            return LinkKeys.signingWith("desk", key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether both keys were generated, so that the desk is for trying out. */
    boolean areAllGenerated() {
        return customersMadeUp && agentsMadeUp;
    }

    /** A customer's token for trying the desk out, if the key was generated. */
    Optional<String> demoCustomerToken() {
        Principal ada = Principal.builder(Role.CUSTOMER, "ada")
                .name("Ada")
                .email("ada@shop.example")
                .build();
        return customersMadeUp
                ? Optional.of(new TokenIssuer(bytes(customers)).issue(ada, DEMO_TOKENS_LAST))
                : Optional.empty();
    }

    /** An agent's token for trying the desk out, if the key was generated. */
    Optional<String> demoAgentToken() {
        return demoAgentToken(DemoConversations.SARAH);
    }

    Optional<String> demoAgentToken(Principal agent) {
        return agentsMadeUp
                ? Optional.of(new TokenIssuer(bytes(agents)).issue(agent, DEMO_TOKENS_LAST))
                : Optional.empty();
    }

    private static Properties kept(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        if (properties.getProperty(CUSTOMERS) == null || properties.getProperty(AGENTS) == null) {
            properties.setProperty(CUSTOMERS, madeUp());
            properties.setProperty(AGENTS, madeUp());
            write(file, properties);
        }
        return properties;
    }

    private static void write(Path file, Properties properties) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "Generated for trying the desk out. Set JWT_SECRET and ADMIN_JWT_SECRET instead.");
        }
    }

    private static String madeUp() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
