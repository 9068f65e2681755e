package dev.helpline.chat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.RetentionPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.mail.MailNotifier;
import dev.helpline.chat.micrometer.HelplineMeters;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.bot.BotReply;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.notify.Notifier;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.test.context.support.TestPropertySourceUtils;

class HelplineAutoConfigurationTest {
    private static final AutoConfigurations ALL = AutoConfigurations.of(
            HelplineAutoConfiguration.class,
            HelplineHttpAutoConfiguration.class,
            HelplineHealthAutoConfiguration.class,
            HelplineMetersAutoConfiguration.class,
            HelplineMailAutoConfiguration.class);
    private static final String SECRETS = "helpline.tokens.customer-secret=" + "c".repeat(32);
    private static final String AGENT_SECRET = "helpline.tokens.agent-secret=" + "a".repeat(32);
    private static final String MAIL_HOST = "helpline.mail.host=127.0.0.1";
    private static final String MAIL_FROM = "helpline.mail.from=desk@shop.example";
    private static final Principal ANNA = Principal.builder(Role.AGENT, "anna")
            .name("Anna")
            .email("anna@shop.example")
            .build();
    private static final String BOOT_3_FLYWAY = "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(ALL).withBean(DataSource.class, this::database);
    private final WebApplicationContextRunner webApplication =
            new WebApplicationContextRunner().withConfiguration(ALL).withBean(DataSource.class, this::database);

    private DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
        return database;
    }

    @Test
    void a_data_source_is_enough_for_an_engine_over_its_database() {
        application.run(context -> {
            assertThat(context).hasSingleBean(JdbcChatStore.class).doesNotHaveBean(ChatHttp.class);
            ChatEngine engine = context.getBean(ChatEngine.class);
            var ada = engine.customer(Principal.customer("ada", "Ada"));
            SessionId session = ada.start(StartSession.PLAIN).session().id();
            assertThat(ada.send(SendMessage.of(session, "Hello")).text()).isEqualTo("Hello");
        });
    }

    @Test
    void without_a_database_and_when_it_is_switched_off_nothing_is_made() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatEngine.class));
        application
                .withPropertyValues("helpline.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatStore.class));
    }

    @Test
    void the_engine_is_measured_where_there_is_a_meter_registry() {
        application.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            ChatEngine engine = context.getBean(ChatEngine.class);
            engine.customer(Principal.customer("ada", "Ada")).start(StartSession.PLAIN);
            MeterRegistry registry = context.getBean(MeterRegistry.class);

            assertThat(registry.get("helpline.commands")
                            .tag("command", "start")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("helpline.sessions.live").gauge().value()).isEqualTo(1);
        });
    }

    @Test
    void commands_are_observed_where_there_is_an_observation_registry() {
        CompletableFuture<String> observed = new CompletableFuture<>();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                observed.complete(context.getName());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        application
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(ObservationRegistry.class, () -> observations)
                .run(context -> {
                    ChatEngine engine = context.getBean(ChatEngine.class);
                    engine.customer(Principal.customer("ada", "Ada")).start(StartSession.PLAIN);

                    assertThat(observed).isCompletedWithValue("helpline.command");
                });
    }

    @Test
    void an_application_with_metrics_of_its_own_keeps_them() {
        application
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(ChatMetrics.class, () -> ChatMetrics.NONE)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ChatEngine.class)
                        .doesNotHaveBean(HelplineMeters.class));
    }

    @Test
    void agents_get_mails_where_there_is_a_mail_server() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            server.setUser("desk", "secret");
            application
                    .withPropertyValues(
                            MAIL_HOST,
                            MAIL_FROM,
                            "helpline.mail.port=" + server.getSmtp().getPort(),
                            "helpline.mail.security=none",
                            "helpline.mail.user=desk",
                            "helpline.mail.password=secret",
                            "helpline.mail.desk=https://shop.example/desk")
                    .run(context -> {
                        ChatEngine engine = context.getBean(ChatEngine.class);
                        engine.agent(ANNA).choosePresence(Presence.AWAY);
                        engine.customer(Principal.customer("ada", "Ada")).start(StartSession.PLAIN);

                        assertThat(server.waitForIncomingEmail(60_000, 1)).isTrue();
                        MimeMessage mail = server.getReceivedMessages()[0];
                        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("desk@shop.example");
                        assertThat(mail.getContent().toString()).contains("Desk: https://shop.example/desk");
                    });
        } finally {
            server.stop();
        }
    }

    @Test
    void notifiers_of_the_application_are_told_in_place_of_mails() {
        CompletableFuture<Alert> told = new CompletableFuture<>();
        application
                .withPropertyValues(MAIL_HOST, MAIL_FROM)
                .withBean(Notifier.class, () -> told::complete)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(MailNotifier.class);
                    ChatEngine engine = context.getBean(ChatEngine.class);
                    engine.agent(ANNA).choosePresence(Presence.AWAY);
                    engine.customer(Principal.customer("ada", "Ada")).start(StartSession.PLAIN);
                    assertThat(told.get(60, TimeUnit.SECONDS).type()).isEqualTo(AlertType.WAITING);
                });
    }

    @Test
    void no_mails_are_sent_without_a_server_or_without_the_module() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Notifier.class));
        application
                .withPropertyValues(MAIL_HOST, MAIL_FROM, "helpline.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Notifier.class));
        application
                .withClassLoader(new FilteredClassLoader("dev.helpline.chat.mail", "jakarta.mail"))
                .withPropertyValues(MAIL_HOST, MAIL_FROM)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ChatEngine.class)
                        .doesNotHaveBean(Notifier.class));
    }

    @ParameterizedTest
    @CsvSource({
        "helpline.mail.from, helpline.mail.from=",
        "helpline.mail.from, helpline.mail.from=desk",
        "helpline.mail.port, helpline.mail.port=0",
        "helpline.mail.user, helpline.mail.password=secret-word",
        "helpline.mail.password, helpline.mail.user=desk",
    })
    void a_setting_of_mails_that_is_wrong_or_missing_is_named(String property, String setting) {
        application
                .withPropertyValues(MAIL_HOST, MAIL_FROM, setting)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("property " + property + " is invalid")
                        .doesNotContain("secret-word"));
    }

    @Test
    void each_part_gives_way_to_a_bean_of_the_application() {
        ChatPolicy policy = ChatPolicy.builder().maxOpenSessions(3).build();
        Authenticator any = token -> new Authenticator.Refused("none is valid", false);
        webApplication
                .withBean(ChatStore.class, MemoryChatStore::new)
                .withBean(ChatPolicy.class, () -> policy)
                .withBean(ChatAuthenticators.class, () -> new ChatAuthenticators(any, any))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(JdbcChatStore.class).hasSingleBean(ChatHttp.class);
                    assertThat(context.getBean(ChatEngine.class).policy()).isSameAs(policy);
                });
    }

    @Test
    void beans_for_ports_and_customizers_reach_the_engine() {
        CompletableFuture<String> told = new CompletableFuture<>();
        application
                .withBean(ChatListener.class, () -> new ChatListener() {
                    @Override
                    public void onMessage(Session session, Entry message) {
                        told.complete(message.text());
                    }
                })
                .withBean(ChatPolicyCustomizer.class, () -> builder -> builder.newSessions(null))
                .withBean(ChatEngineCustomizer.class, () -> builder -> builder.commandTimeout(Duration.ofSeconds(7)))
                .run(context -> {
                    ChatEngine engine = context.getBean(ChatEngine.class);
                    assertThat(engine.policy().newSessions()).isEmpty();
                    var ada = engine.customer(Principal.customer("ada", "Ada"));
                    SessionId session = ada.start(StartSession.PLAIN).session().id();
                    ada.send(SendMessage.of(session, "Hello"));
                    assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("Hello");
                });
    }

    @Test
    void each_durable_listener_is_told_under_the_name_of_its_bean() {
        CompletableFuture<String> told = new CompletableFuture<>();
        application
                .withBean("crm", DurableListener.class, () -> event -> told.complete(event.id()))
                .withBean("archive", DurableListener.class, () -> event -> {})
                .run(context -> {
                    ChatEngine engine = context.getBean(ChatEngine.class);
                    assertThat(engine.durableListeners()).containsExactlyInAnyOrder("crm", "archive");
                    SessionId session = engine.customer(Principal.customer("ada", "Ada"))
                            .start(StartSession.PLAIN)
                            .session()
                            .id();
                    assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo(session + "/1");
                });
    }

    @Test
    void a_bot_of_the_application_answers_under_the_name_of_the_properties() {
        CompletableFuture<Author> told = new CompletableFuture<>();
        application
                .withPropertyValues("helpline.bot.id=parcels", "helpline.bot.name=Parcel bot")
                .withBean(AutoResponder.class, () -> turn -> BotReply.say("On its way."))
                .withBean(ChatListener.class, () -> new ChatListener() {
                    @Override
                    public void onMessage(Session session, Entry message) {
                        if (message.author().type() == ParticipantType.BOT) {
                            told.complete(message.author());
                        }
                    }
                })
                .run(context -> {
                    var ada = context.getBean(ChatEngine.class).customer(Principal.customer("ada", "Ada"));
                    SessionId session = ada.start(StartSession.PLAIN).session().id();
                    ada.send(SendMessage.of(session, "Where is my order?"));

                    Author bot = told.get(20, TimeUnit.SECONDS);
                    assertThat(bot.id()).isEqualTo("parcels");
                    assertThat(bot.name()).isEqualTo("Parcel bot");
                });
    }

    @ParameterizedTest
    @CsvSource({"helpline.bot.id,'two words'", "helpline.bot.name,' '", "helpline.bot.timeout,31s"})
    void a_setting_of_the_bot_that_is_wrong_is_named(String property, String value) {
        application
                .withPropertyValues(property + "=" + value)
                .withBean(AutoResponder.class, () -> turn -> BotReply.NONE)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("property " + property + " is invalid"));
    }

    @Test
    void properties_reach_the_policy_and_the_store() {
        application
                .withPropertyValues(
                        "helpline.policy.session-timeout=20m",
                        "helpline.policy.max-open-sessions=7",
                        "helpline.policy.agent-starts=true",
                        "helpline.policy.rating-categories=speed,help",
                        "helpline.retention.ended=730d",
                        "helpline.retention.on-hold=60d",
                        "helpline.store.table-prefix=support_")
                .run(context -> {
                    ChatPolicy policy = context.getBean(ChatEngine.class).policy();
                    assertThat(policy.sessionTimeout()).isEqualTo(Duration.ofMinutes(20));
                    assertThat(policy.maxOpenSessions()).isEqualTo(7);
                    assertThat(policy.agentStarts()).isTrue();
                    assertThat(policy.ratingCategories()).containsExactly("speed", "help");
                    RetentionPolicy retention = policy.retention().orElseThrow();
                    assertThat(retention.keep(SessionState.ENDED)).contains(Duration.ofDays(730));
                    assertThat(retention.keep(SessionState.ON_HOLD)).contains(Duration.ofDays(60));
                    assertThat(retention.keep(SessionState.WAITING)).isEmpty();
                    try (var connection = context.getBean(DataSource.class).getConnection();
                            var tables = connection.getMetaData().getTables(null, null, "SUPPORT\\_SESSION%", null)) {
                        assertThat(tables.next()).isTrue();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "helpline.policy.max-open-sessions,0",
        "helpline.policy.session-timeout,1s",
        "helpline.policy.rating-categories,'a,a'",
        "helpline.store.table-prefix,'; drop table orders'",
        "helpline.health-timeout,-1s",
        "helpline.retention.waiting,10m",
        "helpline.retention.active,10m",
        "helpline.retention.on-hold,10m",
        "helpline.retention.ended,10m",
    })
    void a_value_that_is_not_allowed_ends_the_start_with_the_name_of_its_property(String property, String value) {
        application
                .withPropertyValues(property + "=" + value)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("property " + property + " is invalid"));
    }

    @Test
    void a_secret_without_the_other_and_one_that_is_too_short_are_named() {
        webApplication
                .withPropertyValues(SECRETS)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("helpline.tokens.agent-secret"));
        webApplication
                .withPropertyValues(SECRETS, "helpline.tokens.agent-secret=short")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("helpline.tokens.agent-secret")
                        .doesNotContain("short\""));
    }

    @Test
    void with_both_secrets_the_chat_is_served_and_without_them_it_is_not() {
        webApplication
                .withPropertyValues(SECRETS, AGENT_SECRET)
                .run(context ->
                        assertThat(context).hasSingleBean(ChatHttp.class).hasBean("chatServlet"));
        webApplication.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("chatServlet"));
        webApplication
                .withPropertyValues(SECRETS, AGENT_SECRET, "helpline.http.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatHttp.class));
    }

    @Test
    void secrets_are_not_in_the_text_of_the_properties() {
        application
                .withPropertyValues(SECRETS, AGENT_SECRET)
                .run(context -> assertThat(
                                context.getBean(HelplineProperties.class).toString())
                        .doesNotContain("cccc")
                        .doesNotContain("aaaa"));
    }

    @Test
    void flyway_stays_out_of_the_hosts_tables_unless_the_host_asks_for_it() {
        assertThat(isImported(BOOT_3_FLYWAY)).isFalse();
        assertThat(isImported(BOOT_3_FLYWAY, "spring.flyway.locations=classpath:elsewhere"))
                .isTrue();
        assertThat(isImported("org.example.OtherAutoConfiguration")).isTrue();
    }

    private static boolean isImported(String configuration, String... properties) {
        StandardEnvironment environment = new StandardEnvironment();
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(environment, properties);
        HostsFlywayFilter filter = new HostsFlywayFilter();
        filter.setEnvironment(environment);
        filter.setResourceLoader(new DefaultResourceLoader());
        return filter.keeps(configuration);
    }

    private static FailureAnalysis analysis(@Nullable Throwable failure) {
        FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer().analyze(Objects.requireNonNull(failure));
        assertThat(analysis).as(String.valueOf(failure)).isNotNull();
        return Objects.requireNonNull(analysis);
    }
}
