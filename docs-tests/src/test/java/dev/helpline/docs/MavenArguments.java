package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** Arguments that our build knows: its phases and goals, its modules and profiles, properties that it or a test reads. */
final class MavenArguments {
    private static final Set<String> GOALS = Set.of("test", "package", "verify", "spotless:apply");
    private static final Set<String> SWITCHES = Set.of("-q", "-am", "-o");
    private static final Set<String> MAVENS_OWN = Set.of("skipTests", "test", "surefire.failIfNoSpecifiedTests");

    private MavenArguments() {}

    static void check(List<String> arguments) {
        assertThat(arguments).isNotEmpty();
        boolean modules = false;
        for (String argument : arguments) {
            assertThat(modules ? isModule(argument) : isKnown(argument))
                    .as("mvn %s", argument)
                    .isTrue();
            modules = argument.equals("-pl");
        }
    }

    private static boolean isModule(String folders) {
        return List.of(folders.split(",", -1)).stream()
                .allMatch(folder -> Files.exists(Docs.ROOT.resolve(folder).resolve("pom.xml")));
    }

    private static boolean isKnown(String argument) {
        if (argument.startsWith("-P")) {
            return Docs.read(Docs.ROOT.resolve("pom.xml")).contains("<id>" + argument.substring(2) + "</id>");
        }
        if (argument.startsWith("-D")) {
            String name = argument.substring(2).split("=", 2)[0];
            return MAVENS_OWN.contains(name) || isRead(name);
        }
        return argument.equals("-pl") || GOALS.contains(argument) || SWITCHES.contains(argument);
    }

    private static boolean isRead(String property) {
        return Docs.files(
                        Docs.ROOT.resolve("chat-store-jdbc/src/test"),
                        file -> file.toString().endsWith(".java"))
                .stream()
                .anyMatch(source -> Docs.read(source).contains('"' + property + '"'));
    }
}
