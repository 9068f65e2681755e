package dev.helpline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What the SDK adds to an app, in bytes as its jars have them, before an Android build leaves out what the app does not use. */
class ClientSizeTest {
    private static final long MAX_SDK = 440_000;
    private static final long MAX_WITH_DEPENDENCIES = 6_000_000;

    /** A class of each jar that the SDK brings along; {@code ArchitectureTest} checks that it uses no other. */
    private static final List<String> DEPENDENCIES = List.of(
            "okhttp3.OkHttpClient",
            "okio.Buffer",
            "kotlin.Unit",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.annotation.JsonProperty");

    @Test
    void the_sdk_stays_small_with_all_that_it_brings_along() throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        long sdk = sizeOf(HelplineClient.class);
        sizes.put("chat-client", sdk);
        for (String dependency : DEPENDENCIES) {
            Class<?> type = Class.forName(dependency, false, HelplineClient.class.getClassLoader());
            sizes.put(locationOf(type).getFileName().toString(), sizeOf(type));
        }
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        sizes.forEach((jar, size) -> System.out.printf("%,11d bytes %s%n", size, jar));
        System.out.printf("%,11d bytes in all%n", all);

        assertThat(sizes).hasSize(DEPENDENCIES.size() + 1);
        assertThat(sdk).as("bytes of the SDK").isBetween(100_000L, MAX_SDK);
        assertThat(all).as("bytes with dependencies").isLessThanOrEqualTo(MAX_WITH_DEPENDENCIES);
    }

    private static Path locationOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The size of the jar; where the classes are in a folder, of what the jar will be. */
    private static long sizeOf(Class<?> type) throws Exception {
        Path location = locationOf(type);
        return Files.isDirectory(location) ? sizeOfJar(location) : Files.size(location);
    }

    private static long sizeOfJar(Path folder) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar.size();
    }
}
