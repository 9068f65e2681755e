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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What hosts and apps can name, held in a list, so that a change of the public API is a visible change of that list. */
class PublicApiTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.helpline.chat");

    /** One qualified name per line. {@code -Dhelpline.api.write=true} writes it anew. */
    private static final Path LIST = Path.of("src/test/resources/public-types.txt");

    private static final int MAX_PARAMETERS = 4;

    /** Values that are complete: nothing will be added to them. */
    private static final Set<String> COMPLETE_RECORDS = Set.of(
            "AuditRecord",
            "Customer",
            "Ending",
            "OpenSessionKey",
            "OpenSessionPage",
            "Principal",
            "Rating",
            "ReaderCursor");

    @Test
    void every_public_type_is_on_the_list_and_every_listed_type_is_there() throws IOException {
        Set<String> names =
                publicTypes().stream().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
        if (Boolean.getBoolean("helpline.api.write")) {
            Files.write(LIST, names);
        }

        assertThat(names).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(LIST));
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
