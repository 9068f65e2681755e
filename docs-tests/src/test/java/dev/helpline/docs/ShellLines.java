package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.store.jdbc.ChatSchema;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Shell lines run in a folder in which the build seems to have run: the jars that they name are there, and the {@code mvn} they
 * call notes its arguments, which are compared with the build. A line that starts the desk is stopped when the desk listens.
 */
final class ShellLines {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private ShellLines() {}

    static void check(CodeBlock block, Path folder) throws Exception {
        List<Path> parts = List.of(part("chat-store-jdbc", ChatSchema.class), part("chat-spi", SessionId.class));
        jar(folder.resolve("chat-store-jdbc.jar"), "", parts.get(0).toUri().toString());
        jar(folder.resolve("chat-spi.jar"), "", parts.get(1).toUri().toString());
        jar(folder.resolve("support-desk.jar"), "dev.helpline.examples.desk.SupportDesk", everything());
        jar(
                folder.resolve("examples/support-desk/target/support-desk.jar"),
                "dev.helpline.examples.desk.SupportDesk",
                everything());
        jar(
                folder.resolve("examples/console-chat/target/console-chat.jar"),
                "dev.helpline.examples.console.ConsoleChat",
                everything());
        Path mvn = folder.resolve("bin/mvn");
        Files.createDirectories(mvn.getParent());
        Files.writeString(mvn, "#!/bin/sh\nprintf '%s\\n' \"$@\" >> \"" + folder.resolve("mvn.arguments") + "\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();

        run(block, folder);

        Path arguments = folder.resolve("mvn.arguments");
        if (Files.exists(arguments)) {
            MavenArguments.check(Files.readAllLines(arguments));
        }
    }

    private static void run(CodeBlock block, Path folder) throws Exception {
        try (ChatServer server = new ChatServer()) {
            Map<String, String> variables = new HashMap<>();
            variables.put(
                    "PATH",
                    folder.resolve("bin") + ":" + Path.of(System.getProperty("java.home"), "bin") + ":"
                            + System.getenv("PATH"));
            variables.put("PORT", "0");
            variables.put("CUSTOMER", server.customerToken());
            variables.put("AGENT", server.agentToken());
            Process shell = Shell.start(block.text().replace("http://localhost:8080", server.url()), folder, variables);
            StringBuilder printed = new StringBuilder();
            boolean listens = false;
            try (BufferedReader out = shell.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null && !listens; line = out.readLine()) {
                    printed.append(line).append('\n');
                    listens = line.contains("desk listens on");
                }
            } finally {
                if (listens) {
                    shell.descendants().forEach(ProcessHandle::destroyForcibly);
                    shell.destroyForcibly();
                }
            }
            int exitCode = shell.waitFor();
            assertThat(listens || exitCode == 0).as(printed.toString()).isTrue();
        }
    }

    private static Path part(String module, Class<?> type) throws Exception {
        Path part =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(part.toString()).contains(module);
        return part;
    }

    private static String everything() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    /** A jar that holds nothing but where its classes are. */
    private static void jar(Path file, String mainClass, String classPath) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.CLASS_PATH, classPath);
        if (!mainClass.isEmpty()) {
            attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
