package dev.helpline.chat.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spring.host.Shop;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole application with the starter: its web server, its database in a file, and its own tables and controllers. */
@Timeout(120)
class HostTest {
    private static final String CUSTOMER_SECRET = "the-customers-secret-for-these-tests";
    private static final String AGENT_SECRET = "the-agents-secret-for-these-tests---";
    private static final String BOOT_4_FLYWAY = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration";
    private static final String WITH_SCRIPT =
            "spring.sql.init.mode=always;spring.autoconfigure.exclude=" + BOOT_4_FLYWAY;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ConfigurableApplicationContext> started = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stopAll() {
        started.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext start(String... properties) {
        return start(new Class<?>[] {Shop.class}, properties);
    }

    private ConfigurableApplicationContext start(Class<?>[] sources, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "server.shutdown=graceful",
                "spring.datasource.url=jdbc:h2:file:" + folder.resolve("shop") + ";WRITE_DELAY=0",
                "spring.jmx.enabled=false",
                "spring.main.banner-mode=off",
                "management.endpoint.health.show-components=always",
                "management.endpoint.health.show-details=always",
                "spring.liquibase.enabled=false",
                "helpline.tokens.customer-secret=" + CUSTOMER_SECRET,
                "helpline.tokens.agent-secret=" + AGENT_SECRET));
        all.addAll(List.of(properties));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(sources)
                .properties(all.toArray(String[]::new))
                .run();
        started.add(context);
        return context;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.flyway.locations=classpath:host/migration",
                // an application with Liquibase has no module for Flyway in Boot 4, which these tests have
                "spring.liquibase.enabled=true;spring.autoconfigure.exclude=" + BOOT_4_FLYWAY,
                WITH_SCRIPT,
                // where the JDK has them
                WITH_SCRIPT + ";spring.threads.virtual.enabled=true"
            })
    void a_conversation_is_held_beside_the_hosts_own_tables_and_calls_and_again_after_a_restart(String ownTables)
            throws Exception {
        String session;
        try (ConfigurableApplicationContext context = startWith(ownTables)) {
            assertThat(get(context, "/api/orders", null).body()).isEqualTo("[\"kettle\"]");
            session = data(post(context, "/api/chat/session", customer(), "{}"))
                    .path("sessionId")
                    .asText();
            send(context, "/api/chat/message", customer(), session, "Where is my kettle?");
            send(context, "/api/admin/chat/message", agent(), session, "On its way.");
        }

        ConfigurableApplicationContext again = startWith(ownTables.replace("mode=always", "mode=never"));

        assertThat(get(again, "/api/orders", null).body()).isEqualTo("[\"kettle\"]");
        assertThat(data(get(again, "/api/chat/poll/" + session + "?include=own", customer()))
                        .path("messages")
                        .findValuesAsText("message"))
                .contains("Where is my kettle?", "On its way.");
    }

    private ConfigurableApplicationContext startWith(String ownTables) {
        List<String> properties = new ArrayList<>(List.of(ownTables.split(";")));
        properties.addAll(List.of(
                "spring.liquibase.change-log=classpath:host/changelog/orders.sql",
                "spring.sql.init.schema-locations=classpath:host/migration/V1__orders.sql"));
        return start(properties.toArray(String[]::new));
    }

    @Test
    void a_call_without_a_token_is_refused_by_the_chat_and_not_by_the_host() throws Exception {
        ConfigurableApplicationContext context = startWith(WITH_SCRIPT);

        HttpResponse<String> reply = post(context, "/api/chat/session", "no token", "{}");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(json.readTree(reply.body()).at("/error/code").asText()).isEqualTo("AUTHENTICATION_FAILED");
    }

    @Test
    void the_applications_users_talk_below_a_path_of_the_applications() throws Exception {
        ConfigurableApplicationContext context = start(
                new Class<?>[] {Shop.class, OwnSignIn.class},
                "spring.sql.init.mode=always",
                "spring.autoconfigure.exclude=" + BOOT_4_FLYWAY,
                "spring.sql.init.schema-locations=classpath:host/migration/V1__orders.sql",
                "server.servlet.context-path=/shop",
                "helpline.http.base-path=/support");
        String chat = "/shop/support/api/chat/session";

        HttpResponse<String> own = start(context, chat, "Sec-Fetch-Site", "same-origin");
        HttpResponse<String> forged = start(context, chat, "Origin", "https://evil.example");

        assertThat(data(own).path("sessionId").asText()).isEqualTo("s-1");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(json.readTree(forged.body()).at("/error/code").asText()).isEqualTo("CROSS_ORIGIN");
        assertThat(get(context, "/shop/api/orders", null).body()).isEqualTo("[\"kettle\"]");
        assertThat(json.readTree(get(context, "/shop/support/api/chat/openapi.json", null)
                                .body())
                        .at("/servers/0/url")
                        .asText())
                .isEqualTo("/shop/support");
    }

    private HttpResponse<String> start(ConfigurableApplicationContext context, String path, String header, String value)
            throws Exception {
        return client.send(
                request(context, path, null)
                        .header("Cookie", "user=ada")
                        .header(header, value)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"sessionId\":\"s-1\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Signs in whom a cookie names, as a security filter does. */
    @Configuration(proxyBeanMethods = false)
    static class OwnSignIn {
        @Bean
        FilterRegistrationBean<Filter> signIn() {
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                chain.doFilter(http.getCookies() == null ? http : new SignedIn(http), response);
            });
            filter.setAsyncSupported(true);
            return filter;
        }

        @Bean
        ChatRequestAuthenticators chatRequestAuthenticators() {
            return new ChatRequestAuthenticators(
                    RequestAuthenticator.ofUserPrincipal(user -> Optional.of(Principal.customer(user.getName(), null))),
                    RequestAuthenticator.NONE);
        }
    }

    private static final class SignedIn extends HttpServletRequestWrapper {
        SignedIn(HttpServletRequest request) {
            super(request);
        }

        @Override
        public java.security.Principal getUserPrincipal() {
            return () -> getCookies()[0].getValue();
        }
    }

    @Test
    void the_health_of_the_chat_is_a_part_of_the_applications() throws Exception {
        ConfigurableApplicationContext context = startWith(WITH_SCRIPT);

        JsonNode chat =
                json.readTree(get(context, "/actuator/health", null).body()).at("/components/helpline");

        assertThat(chat.path("status").asText()).isEqualTo("UP");
        assertThat(chat.at("/details/storeWritable").asBoolean()).isTrue();
    }

    @Test
    void when_the_application_stops_a_poll_that_waits_gets_a_reply_at_once() throws Exception {
        ConfigurableApplicationContext context = startWith(WITH_SCRIPT);
        String session = data(post(context, "/api/chat/session", customer(), "{}"))
                .path("sessionId")
                .asText();
        String cursor = caughtUp(context, session);
        CompletableFuture<HttpResponse<String>> poll = client.sendAsync(
                request(context, "/api/chat/poll/" + session + "?wait=25&after=" + cursor, customer())
                        .build(),
                BodyHandlers.ofString());
        ChatHttp http = context.getBean(ChatHttp.class);
        while (http.waitingPolls() == 0) {
            assertThat(poll).isNotDone();
            Thread.onSpinWait();
        }

        long begun = System.nanoTime();
        context.close();

        assertThat(poll.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(Duration.ofSeconds(10)); // of 25 that it would wait
    }

    /** Polls until there is nothing new: a place in the queue is news a moment after the start. */
    private String caughtUp(ConfigurableApplicationContext context, String session) throws Exception {
        String cursor = "";
        while (true) {
            JsonNode poll = data(get(
                    context,
                    "/api/chat/poll/" + session + "?wait=2" + (cursor.isEmpty() ? "" : "&after=" + cursor),
                    customer()));
            if (poll.path("cursor").asText().equals(cursor)) {
                return cursor;
            }
            cursor = poll.path("cursor").asText();
        }
    }

    // --- calls ----------------------------------------------------------------------------------------------------

    private static String customer() {
        return new TokenIssuer(CUSTOMER_SECRET.getBytes(UTF_8))
                .issue(Principal.customer("ada", "Ada"), Duration.ofHours(1));
    }

    private static String agent() {
        return new TokenIssuer(AGENT_SECRET.getBytes(UTF_8))
                .issue(Principal.agent("sarah", Role.AGENT, "Sarah", "Orders"), Duration.ofHours(1));
    }

    private void send(ConfigurableApplicationContext context, String path, String token, String session, String text)
            throws Exception {
        data(post(
                context,
                path,
                token,
                json.writeValueAsString(
                        json.createObjectNode().put("sessionId", session).put("message", text))));
    }

    private JsonNode data(HttpResponse<String> reply) throws Exception {
        assertThat(reply.statusCode()).as(reply.body()).isBetween(200, 299);
        return json.readTree(reply.body()).path("data");
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path, @Nullable String token)
            throws Exception {
        return client.send(request(context, path, token).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(ConfigurableApplicationContext context, String path, String token, String body)
            throws Exception {
        return client.send(
                request(context, path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext context, String path, @Nullable String token) {
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }
}
