package dev.helpline.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which module may know what. Each rule's name says it; a module that cannot be found fails the first test. */
class ArchitectureTest {
    private static final String[] JDK_AND_NULLNESS = {"java..", "javax.crypto..", "org.jspecify.."};

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.helpline.chat");

    /** Methods that read the time, or make random numbers, in place of those that were passed in. */
    private static final Map<String, Set<String>> HIDDEN_SOURCES = Map.of(
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.lang.Math", Set.of("random"),
            "java.lang.Thread", Set.of("sleep"),
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"));

    /** The defaults where a host hands in nothing else. */
    private static final String DEFAULTS =
            ".*\\.(client\\.service\\.ChatScheduler(\\$\\d+)?|http\\.internal\\.exchange\\.RandomRequestIds|spi\\.time\\.Scheduler)";

    @Test
    void every_module_is_looked_at() {
        assertThat(ALL.stream()
                        .map(type -> type.getPackageName().split("\\.", -1)[3])
                        .distinct())
                .contains(
                        "spi",
                        "core",
                        "testkit",
                        "store",
                        "http",
                        "client",
                        "jwt",
                        "redis",
                        "tika",
                        "mail",
                        "webhook",
                        "socketio",
                        "micrometer",
                        "web",
                        "spring");
    }

    @Test
    void the_spi_knows_nobody() {
        classes()
                .that()
                .resideInAPackage("dev.helpline.chat.spi..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(with("dev.helpline.chat.spi..")))
                .check(ALL);
    }

    @Test
    void the_engine_knows_the_spi_and_no_framework() {
        classes()
                .that()
                .resideInAPackage("dev.helpline.chat.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(with(
                        "dev.helpline.chat.spi..",
                        "dev.helpline.chat.core..",
                        "org.slf4j..",
                        "com.github.benmanes.caffeine..")))
                .check(ALL);
    }

    @Test
    void what_is_inside_the_engine_does_not_know_its_face() {
        noClasses()
                .that()
                .resideInAPackage("dev.helpline.chat.core.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.helpline.chat.core")
                .check(ALL);
    }

    @Test
    void only_the_table_of_moves_gives_a_session_another_state() {
        noClasses()
                .that()
                .resideInAPackage("dev.helpline.chat.core..")
                .and()
                .doNotHaveSimpleName("SessionTransitions")
                .should()
                .callMethod(
                        "dev.helpline.chat.spi.session.Session$Builder",
                        "state",
                        "dev.helpline.chat.spi.session.SessionState")
                .check(ALL);
    }

    @Test
    void a_store_knows_neither_engine_nor_wire() {
        noClasses()
                .that()
                .resideInAPackage("dev.helpline.chat.store..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.helpline.chat.core..", "dev.helpline.chat.http..", "dev.helpline.chat.client.."))
                .check(ALL);
    }

    @Test
    void the_wire_knows_no_store_and_nothing_inside_the_engine() {
        noClasses()
                .that()
                .resideInAPackage("dev.helpline.chat.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.helpline.chat.store..", "dev.helpline.chat.core.internal..", "java.sql.."))
                .check(ALL);
    }

    @Test
    void dependencies_between_the_packages_of_the_wire_point_downwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.helpline.chat.http..")
                .layer("testkit")
                .definedBy("dev.helpline.chat.http.testkit..")
                .layer("adapters")
                .definedBy("dev.helpline.chat.http.jdk..", "dev.helpline.chat.http.servlet..")
                .layer("configuration")
                .definedBy("dev.helpline.chat.http")
                .layer("sockets")
                .definedBy("dev.helpline.chat.http.internal.socket..")
                .layer("calls")
                .definedBy("dev.helpline.chat.http.internal.calls..")
                .layer("internal exchange")
                .definedBy("dev.helpline.chat.http.internal.exchange..")
                .layer("JSON")
                .definedBy("dev.helpline.chat.http.internal.wire..")
                .layer("exchange")
                .definedBy("dev.helpline.chat.http.exchange..")
                .ensureAllClassesAreContainedInArchitecture()
                .whereLayer("testkit")
                .mayOnlyAccessLayers("adapters", "configuration")
                .whereLayer("adapters")
                .mayOnlyAccessLayers("configuration", "exchange")
                .whereLayer("configuration")
                .mayOnlyAccessLayers("sockets", "calls", "internal exchange", "JSON", "exchange")
                .whereLayer("sockets")
                .mayOnlyAccessLayers("calls", "internal exchange", "JSON", "exchange")
                .whereLayer("calls")
                .mayOnlyAccessLayers("internal exchange", "JSON", "exchange")
                .whereLayer("internal exchange")
                .mayOnlyAccessLayers("JSON", "exchange")
                .whereLayer("JSON")
                .mayNotAccessAnyLayer()
                .whereLayer("exchange")
                .mayNotAccessAnyLayer()
                .check(ALL.that(resideInAPackage("dev.helpline.chat.http..")));
    }

    @Test
    void dialects_know_the_engine_and_the_wire_by_their_public_types_only() {
        noClasses()
                .that()
                .resideInAPackage("dev.helpline.chat.socketio..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.helpline.chat.core.internal..",
                        "dev.helpline.chat.http.internal..",
                        "dev.helpline.chat.store..",
                        "jakarta.."))
                .check(ALL);
    }

    @Test
    void dependencies_between_the_packages_of_dialects_point_downwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.helpline.chat.socketio..")
                .layer("configuration")
                .definedBy("dev.helpline.chat.socketio")
                .layer("sessions")
                .definedBy("dev.helpline.chat.socketio.internal.sessions..")
                .layer("conversations")
                .definedBy("dev.helpline.chat.socketio.internal.conversations..")
                .layer("rooms")
                .definedBy("dev.helpline.chat.socketio.internal.rooms..")
                .layer("gateway")
                .definedBy("dev.helpline.chat.socketio.internal.gateway..")
                .layer("transport")
                .definedBy("dev.helpline.chat.socketio.internal.transport..")
                .ensureAllClassesAreContainedInArchitecture()
                .whereLayer("sessions")
                .mayOnlyAccessLayers("gateway")
                .whereLayer("conversations")
                .mayOnlyAccessLayers("gateway")
                .whereLayer("rooms")
                .mayOnlyAccessLayers("gateway")
                .whereLayer("gateway")
                .mayOnlyAccessLayers("transport")
                .whereLayer("transport")
                .mayNotAccessAnyLayer()
                .check(ALL.that(resideInAPackage("dev.helpline.chat.socketio..")));
    }

    @Test
    void the_client_meets_the_server_only_on_the_wire() {
        noClasses()
                .that()
                .resideInAPackage("dev.helpline.chat.client..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.helpline..").and(resideOutsideOfPackages("dev.helpline.chat.client..")))
                .check(ALL);
    }

    /** Their sizes are in {@link ClientSizeTest}. */
    @Test
    void the_client_uses_okhttp_and_jackson_only() {
        classes()
                .that()
                .resideInAPackage("dev.helpline.chat.client..")
                .and()
                .resideOutsideOfPackages("dev.helpline.chat.client.testkit..", "dev.helpline.chat.client.kotlin..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(with(
                        "dev.helpline.chat.client..", "okhttp3..", "okio..", "kotlin..", "com.fasterxml.jackson..")))
                .check(ALL);
    }

    @Test
    void time_and_chance_are_handed_in() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.helpline.chat.testkit..")
                .and()
                .doNotHaveSimpleName("Builder")
                .and(not(nameMatching(DEFAULTS)))
                .should()
                .accessTargetWhere(hiddenSource())
                .because("only a builder chooses the default, by InstantSource.system() or a SecureRandom")
                .check(ALL);
    }

    @Test
    void every_package_says_what_may_be_null() {
        assertThat(ALL.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(looked -> assertThat(looked.isAnnotatedWith(NullMarked.class))
                        .as(looked.getName())
                        .isTrue());
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("dev.helpline.chat.(**)").should().beFreeOfCycles().check(ALL);
    }

    private static DescribedPredicate<JavaAccess<?>> hiddenSource() {
        return describe(
                "reads the time or chance past the injected source",
                access -> HIDDEN_SOURCES
                        .getOrDefault(access.getTargetOwner().getName(), Set.of())
                        .contains(access.getTarget().getName()));
    }

    private static String[] with(String... packages) {
        String[] all = new String[JDK_AND_NULLNESS.length + packages.length];
        System.arraycopy(JDK_AND_NULLNESS, 0, all, 0, JDK_AND_NULLNESS.length);
        System.arraycopy(packages, 0, all, JDK_AND_NULLNESS.length, packages.length);
        return all;
    }
}
