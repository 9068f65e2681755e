package dev.helpline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What hosts and apps can name, held in lists, so that a change of the public API is a visible change of a list. {@code
 * -Dhelpline.api.write=true} writes the lists anew.
 */
class PublicApiTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.helpline.chat");

    /** One qualified name per line. */
    private static final Path LIST = Path.of("src/test/resources/public-types.txt");

    /** A file per published module, with the signatures of its public types. */
    private static final Path SIGNATURES = Path.of("src/test/resources/api");

    private static final boolean WRITE = Boolean.getBoolean("helpline.api.write");

    private static final int MAX_PARAMETERS = 4;

    /** Values that are complete: nothing will be added to them. */
    private static final Set<String> COMPLETE_RECORDS =
            Set.of("AuditKey", "AuditRecord", "Ending", "OpenSessionKey", "Rating");

    @Test
    void every_public_type_is_on_the_list_and_every_listed_type_is_there() throws IOException {
        Set<String> names =
                publicTypes().stream().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
        if (WRITE) {
            Files.write(LIST, names);
        }

        assertThat(names).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(LIST));
    }

    @ParameterizedTest
    @CsvSource({
        "chat-spi, dev.helpline.chat.spi",
        "chat-core, dev.helpline.chat.core",
        "chat-testkit, dev.helpline.chat.testkit",
        "chat-store-jdbc, dev.helpline.chat.store.jdbc",
        "chat-http, dev.helpline.chat.http",
        "chat-web, dev.helpline.chat.web",
        "chat-http-testkit, dev.helpline.chat.http.testkit",
        "chat-client, dev.helpline.chat.client",
        "chat-client-testkit, dev.helpline.chat.client.testkit",
        "chat-jwt, dev.helpline.chat.jwt",
        "chat-redis, dev.helpline.chat.redis",
        "chat-tika, dev.helpline.chat.tika",
        "chat-mail, dev.helpline.chat.mail",
        "chat-webhook, dev.helpline.chat.webhook",
        "chat-socketio, dev.helpline.chat.socketio",
        "chat-micrometer, dev.helpline.chat.micrometer",
        "chat-spring-boot-starter, dev.helpline.chat.spring",
        "chat-spring-boot-testkit, dev.helpline.chat.spring.testkit"
    })
    void every_signature_of_a_module_is_as_its_list_says(String module, String packageName) throws IOException {
        List<String> signatures = publicTypes().stream()
                .filter(type -> isOfModule(type, packageName))
                .sorted(Comparator.comparing(JavaClass::getName))
                .flatMap(type -> Signatures.of(type.reflect()))
                .toList();
        Path list = SIGNATURES.resolve(module + ".txt");
        if (WRITE) {
            Files.createDirectories(SIGNATURES);
            Files.write(list, signatures);
        }

        assertThat(signatures).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(list));
    }

    @Test
    void no_public_call_takes_more_than_four_arguments_but_the_constructors_of_complete_values() {
        List<String> calls = publicTypes().stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(call -> isPublic(call.getModifiers())
                        && call.getRawParameterTypes().size() > MAX_PARAMETERS)
                .filter(call -> !isConstructorOfCompleteValue(call))
                .map(JavaCodeUnit::getFullName)
                .toList();

        assertThat(calls).isEmpty();
    }

    /** A testkit is a module of its own below the package of the module that it is for. */
    private static boolean isOfModule(JavaClass type, String packageName) {
        String name = type.getPackageName() + ".";
        return name.startsWith(packageName + ".") && !name.startsWith(packageName + ".testkit.");
    }

    private static List<JavaClass> publicTypes() {
        return ALL.stream()
                .filter(PublicApiTest::isVisible)
                .filter(type -> !type.getPackageName().contains(".internal"))
                .toList();
    }

    private static boolean isVisible(JavaClass type) {
        return isPublic(type.getModifiers())
                && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
    }

    private static boolean isPublic(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC);
    }

    private static boolean isConstructorOfCompleteValue(JavaCodeUnit call) {
        return call.isConstructor() && COMPLETE_RECORDS.contains(call.getOwner().getSimpleName());
    }
}
