package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.OfflineMessages;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.mail.MailSecurity;
import dev.helpline.chat.socketio.Dialect;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.examples.desk.DeskConfig.WrongConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskConfigTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @Test
    void an_empty_environment_gives_the_defaults() throws WrongConfig {
        DeskConfig config = DeskConfig.from(Map.of());

        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.dataDir()).isEqualTo(Path.of("data"));
        assertThat(config.database()).isEmpty();
        assertThat(config.customerSecret()).isEmpty();
        assertThat(config.corsOrigins()).isEmpty();
        assertThat(config.dialects()).isEmpty();
        assertThat(config.trustedProxies()).isEmpty();
        assertThat(config.limited()).isTrue();
        assertThat(config.mail()).isEmpty();
        assertThat(config.policy().access()).isEqualTo(AccessPolicy.STRICT);
        assertThat(config.policy().sessionTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.policy().customerTimeout()).isEmpty();
        assertThat(config.policy().agentTimeout()).isEmpty();
        assertThat(config.policy().vanishedAgentTimeout()).isEmpty();
        assertThat(config.policy().routing().strategy()).isEmpty();
        assertThat(config.policy().routing().matchesLanguage()).isFalse();
        assertThat(config.policy().agentCapacity()).isEqualTo(20);
        assertThat(config.policy().routing().offerTimeout()).isEmpty();
        assertThat(config.policy().routing().maxWaiting()).isEmpty();
        assertThat(config.policy().endWarning()).contains(Duration.ofMinutes(2));
        assertThat(config.policy().reopenWindow()).isEmpty();
        assertThat(config.policy().agentStarts()).isFalse();
        assertThat(config.policy().pollInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.warmUp()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.policy().customerMessages()).contains(new Limit(30, Duration.ofMinutes(1)));
    }

    @Test
    void every_setting_reaches_its_place() throws WrongConfig {
        DeskConfig config = DeskConfig.from(Map.ofEntries(
                Map.entry("PORT", "9090"),
                Map.entry("DATA_DIR", "elsewhere"),
                Map.entry("MAX_FILE_MEGABYTES", "3"),
                Map.entry("MAX_FILES_PER_MESSAGE", "2"),
                Map.entry("DB_URL", "jdbc:h2:mem:x"),
                Map.entry("DB_USER", "sa"),
                Map.entry("DB_PASSWORD", "pw"),
                Map.entry("JWT_SECRET", LONG),
                Map.entry("ADMIN_JWT_SECRET", LONG + "x"),
                Map.entry("ACCESS_POLICY", "session_id"),
                Map.entry("CORS_ORIGIN", "https://shop.example, http://localhost:3000"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::/32,192.0.2.7"),
                Map.entry("RATE_LIMIT_WINDOW_MS", "10000"),
                Map.entry("RATE_LIMIT_MAX_REQUESTS", "7"),
                Map.entry("MAX_MESSAGE_LENGTH", "1000"),
                Map.entry("CHAT_MAX_CONVERSATIONS_PER_USER", "2"),
                Map.entry("SESSION_TIMEOUT_MINUTES", "5"),
                Map.entry("CUSTOMER_TIMEOUT_MINUTES", "4"),
                Map.entry("AGENT_TIMEOUT_MINUTES", "3"),
                Map.entry("AGENT_CAPACITY", "3"),
                Map.entry("ROUTING", "least_busy"),
                Map.entry("OFFER_SECONDS", "30"),
                Map.entry("MAX_WAITING", "40"),
                Map.entry("ROUTING_BY_LANGUAGE", "true"),
                Map.entry("VANISHED_AGENT_MINUTES", "2"),
                Map.entry("SLA_NEXT_RESPONSE_MINUTES", "6"),
                Map.entry("END_WARNING_SECONDS", "0"),
                Map.entry("REOPEN_WINDOW_MINUTES", "60"),
                Map.entry("AGENT_STARTS", "true"),
                Map.entry("RATING_WINDOW_MINUTES", "1440"),
                Map.entry("RATING_EDIT_MINUTES", "15"),
                Map.entry("POLL_INTERVAL_SECONDS", "3"),
                Map.entry("OFFLINE_MESSAGES", "when_closed_or_unstaffed"),
                Map.entry("MAIL_HOST", "mail.shop.example"),
                Map.entry("MAIL_PORT", "465"),
                Map.entry("MAIL_USER", "desk"),
                Map.entry("MAIL_PASSWORD", "pw"),
                Map.entry("MAIL_FROM", "desk@shop.example"),
                Map.entry("MAIL_SECURITY", "tls"),
                Map.entry("MAIL_DESK_URL", "https://shop.example/desk"),
                Map.entry("WARM_UP_SECONDS", "7"),
                Map.entry("LOG_LEVEL", "debug")));

        assertThat(config.port()).isEqualTo(9090);
        assertThat(config.dataDir()).isEqualTo(Path.of("elsewhere"));
        assertThat(config.filesDir()).contains(Path.of("elsewhere", "files"));
        assertThat(config.policy().attachments().maxFileBytes()).isEqualTo(3 * 1024 * 1024);
        assertThat(config.policy().attachments().maxFiles()).isEqualTo(2);
        assertThat(config.database().orElseThrow().user()).contains("sa");
        assertThat(config.agentSecret()).contains(LONG + "x");
        assertThat(config.corsOrigins()).containsExactly("https://shop.example", "http://localhost:3000");
        assertThat(config.trustedProxies()).containsExactly("10.0.0.0/8", "2001:db8::/32", "192.0.2.7");
        assertThat(config.policy().access()).isEqualTo(AccessPolicy.SESSION_ID);
        assertThat(config.policy().customerMessages()).contains(new Limit(7, Duration.ofSeconds(10)));
        assertThat(config.policy().maxMessageLength()).isEqualTo(1000);
        assertThat(config.policy().maxOpenSessions()).isEqualTo(2);
        assertThat(config.policy().sessionTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.policy().customerTimeout()).contains(Duration.ofMinutes(4));
        assertThat(config.policy().agentTimeout()).contains(Duration.ofMinutes(3));
        assertThat(config.policy().vanishedAgentTimeout()).contains(Duration.ofMinutes(2));
        assertThat(config.policy().routing().strategy()).isPresent();
        assertThat(config.policy().routing().matchesLanguage()).isTrue();
        assertThat(config.policy().agentCapacity()).isEqualTo(3);
        assertThat(levelOf(config).target(SlaTarget.NEXT_RESPONSE)).contains(Duration.ofMinutes(6));
        assertThat(levelOf(config).target(SlaTarget.RESOLUTION)).isEmpty();
        assertThat(config.policy().routing().offerTimeout()).contains(Duration.ofSeconds(30));
        assertThat(config.policy().routing().maxWaiting()).contains(40);
        assertThat(config.policy().endWarning()).isEmpty();
        assertThat(config.policy().reopenWindow()).contains(Duration.ofHours(1));
        assertThat(config.policy().agentStarts()).isTrue();
        assertThat(config.policy().pollInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.policy().offlineMessages()).isEqualTo(OfflineMessages.WHEN_CLOSED_OR_UNSTAFFED);
        assertThat(config.mail())
                .contains(new MailSettings(
                        "mail.shop.example",
                        465,
                        "desk@shop.example",
                        Optional.of(new MailSettings.Login("desk", "pw")),
                        MailSecurity.TLS,
                        Optional.of(URI.create("https://shop.example/desk"))));
        assertThat(config.warmUp()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.logLevel()).isEqualTo(DeskConfig.LogLevel.DEBUG);
    }

    private static ServiceLevel levelOf(DeskConfig config) {
        return config.policy()
                .sla()
                .orElseThrow()
                .levelOf(Session.builder(
                                new SessionId("s"),
                                Customer.builder(new CustomerId("c")).build(),
                                Timeline.builder(Instant.EPOCH).build())
                        .openSlot(1)
                        .build());
    }

    @Test
    void no_service_level_is_kept_unless_it_is_set() throws WrongConfig {
        assertThat(DeskConfig.from(Map.of()).policy().sla()).isEmpty();
    }

    @Test
    void limits_can_be_switched_off() throws WrongConfig {
        DeskConfig config = DeskConfig.from(Map.of("CHAT_RATE_LIMIT_ENABLED", "false"));

        assertThat(config.policy().customerMessages()).isEmpty();
        assertThat(config.policy().newSessions()).isEmpty();
        assertThat(config.limited()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, eighty",
        "PORT, 65536",
        "DB_URL, postgres://somewhere",
        "DB_USER, somebody",
        "JWT_SECRET, short",
        "ADMIN_JWT_SECRET, short",
        "ACCESS_POLICY, OPEN",
        "CORS_ORIGIN, *",
        "CORS_ORIGIN, https://shop.example/path",
        "TRUSTED_PROXIES, proxy.example",
        "TRUSTED_PROXIES, 10.0.0.0/33",
        "TRUSTED_PROXIES, 10.0.0.300",
        "TRUSTED_PROXIES, ':::/8'",
        "CHAT_RATE_LIMIT_ENABLED, perhaps",
        "RATE_LIMIT_WINDOW_MS, 0",
        "RATE_LIMIT_MAX_REQUESTS, -1",
        "MAX_MESSAGE_LENGTH, 5001",
        "CHAT_MAX_CONVERSATIONS_PER_USER, 0",
        "SESSION_TIMEOUT_MINUTES, 1.5",
        "POLL_INTERVAL_SECONDS, 0",
        "SLA_RESOLUTION_MINUTES, -1",
        "WARM_UP_SECONDS, 61",
        "ATTACHMENTS, maybe",
        "MAX_FILE_MEGABYTES, 101",
        "MAX_FILES_PER_MESSAGE, 0",
        "LOG_LEVEL, loud",
        "BUSINESS_HOURS, Mon-Fri",
        "BUSINESS_HOURS, Mon 9:00-17:00",
        "BUSINESS_HOURS, Mon 09:00-25:00",
        "BUSINESS_HOURS, Mon 24:00-09:00",
        "BUSINESS_HOURS, Someday 09:00-17:00",
        "BUSINESS_HOURS, 'Mon 09:00-17:00,'",
        "TIME_ZONE, Middle-earth/Shire",
        "TIME_ZONE, Europe/Berlin",
        "HOLIDAYS, 2026-02-30",
        "HOLIDAYS, 2026-12-25",
        "HOLIDAYS, '2026-12-24, 2026-12-24 09:00-12:00'",
        "OFFLINE_MESSAGES, sometimes",
        "PRE_CHAT_FILE, /no/such/file.json",
        "MAIL_HOST, mail.shop.example",
        "MAIL_HOST, mail.shop.example:587",
        "MAIL_PORT, 25",
        "MAIL_PORT, 0",
        "MAIL_USER, desk",
        "MAIL_PASSWORD, pw",
        "MAIL_FROM, desk@shop.example",
        "MAIL_FROM, desk",
        "MAIL_SECURITY, NONE",
        "MAIL_SECURITY, SSL",
        "MAIL_DESK_URL, https://shop.example/desk",
        "MAIL_DESK_URL, shop.example/desk",
        "DB_URL, jdbc:oracle:thin:@db",
        "HOST, 0.0.0.0"
    })
    void a_wrong_value_is_named_and_never_replaced_by_a_default(String name, String value) {
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of(name, value)))
                .withMessageContaining(name);
    }

    @Test
    void mails_need_a_server_and_a_sender_and_are_protected_unless_it_is_said() throws WrongConfig {
        DeskConfig config = DeskConfig.from(Map.of("MAIL_HOST", "::1", "MAIL_FROM", "desk@shop.example"));

        assertThat(config.mail())
                .contains(new MailSettings(
                        "::1", 587, "desk@shop.example", Optional.empty(), MailSecurity.STARTTLS, Optional.empty()));
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("MAIL_HOST", "mail", "MAIL_USER", "desk")))
                .withMessageContainingAll(
                        "MAIL_HOST needs a MAIL_FROM, which is missing",
                        "MAIL_USER needs a MAIL_PASSWORD, which is missing");
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("MAIL_PASSWORD", "secret-word", "MAIL_PORT", "25")))
                .withMessageContainingAll(
                        "MAIL_PASSWORD needs a MAIL_USER, which is missing",
                        "MAIL_PORT needs a MAIL_HOST, which is missing")
                .withMessageNotContaining("secret-word");
    }

    @Test
    void hours_are_read_with_their_breaks_nights_and_holidays() throws WrongConfig {
        BusinessHours hours = DeskConfig.from(Map.of(
                        "BUSINESS_HOURS",
                        "Mon-Fri 09:00-12:00, mon-fri 13:00-17:30, Sat-Sun 22:00-02:00, Wed 18:00-24:00",
                        "TIME_ZONE",
                        "Europe/Berlin",
                        "HOLIDAYS",
                        "2026-01-06, 2026-01-07 10:00-11:00"))
                .hours();

        assertThat(opening(hours, "2026-01-05T12:00")).isEqualTo("2026-01-05T13:00");
        assertThat(opening(hours, "2026-01-05T17:30")).isEqualTo("2026-01-07T10:00");
        assertThat(opening(hours, "2026-01-07T11:00")).isEqualTo("2026-01-08T09:00");
        assertThat(opening(hours, "2026-01-09T17:30")).isEqualTo("2026-01-10T22:00");
        assertThat(opening(hours, "2026-01-12T01:59")).isEqualTo("2026-01-12T01:59");
        assertThat(opening(hours, "2026-01-12T02:00")).isEqualTo("2026-01-12T09:00");
        assertThat(opening(hours, "2026-01-14T23:59")).isEqualTo("2026-01-14T23:59");
    }

    private static String opening(BusinessHours hours, String at) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant opening = hours.nextOpening(
                        LocalDateTime.parse(at).atZone(berlin).toInstant())
                .orElseThrow();
        return opening.atZone(berlin).toLocalDateTime().toString();
    }

    @Test
    void a_desk_without_hours_is_always_open() throws WrongConfig {
        DeskConfig config = DeskConfig.from(Map.of());

        assertThat(config.hours()).isSameAs(BusinessHours.ALWAYS);
        assertThat(config.policy().offlineMessages()).isEqualTo(OfflineMessages.WHEN_CLOSED);
    }

    @Test
    void hours_need_a_time_zone() {
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("BUSINESS_HOURS", "Mon 09:00-17:00")))
                .withMessage("BUSINESS_HOURS needs a TIME_ZONE, which is missing");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("PORT", "x", "LOG_LEVEL", "y")))
                .withMessageContainingAll("PORT", "LOG_LEVEL");
    }

    @Test
    void the_network_is_listened_to_only_with_both_secrets() throws WrongConfig {
        Map<String, String> secrets = Map.of("JWT_SECRET", LONG, "ADMIN_JWT_SECRET", LONG + "x");

        assertThat(DeskConfig.from(Map.of()).host()).isEqualTo("127.0.0.1");
        assertThat(DeskConfig.from(Map.of("JWT_SECRET", LONG)).host()).isEqualTo("127.0.0.1");
        assertThat(DeskConfig.from(secrets).host()).isEqualTo("0.0.0.0");
    }

    @Test
    void equal_secrets_are_refused_and_not_repeated() {
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("JWT_SECRET", LONG, "ADMIN_JWT_SECRET", LONG)))
                .withMessageContaining("must differ")
                .withMessageNotContaining(LONG);
    }

    @Test
    void secrets_do_not_show_in_text() throws WrongConfig {
        DeskConfig config = DeskConfig.from(Map.of(
                "DB_URL",
                "jdbc:h2:mem:x;PASSWORD=secret-word",
                "DB_PASSWORD",
                "secret-word",
                "JWT_SECRET",
                LONG,
                "ADMIN_JWT_SECRET",
                LONG + "x"));

        assertThat(config.toString()).contains("jdbc:h2:mem:x").doesNotContain("secret-word", LONG);
    }

    @Test
    void dialects_are_named_in_a_list() throws WrongConfig {
        assertThat(DeskConfig.from(Map.of("DIALECTS", "sessions, rooms")).dialects())
                .containsExactlyInAnyOrder(Dialect.SESSIONS, Dialect.ROOMS);
        assertThatExceptionOfType(WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("DIALECTS", "sessions,irc")))
                .withMessageContaining(
                        "DIALECTS must be one or more of sessions, conversations, rooms, separated by commas");
    }
}
