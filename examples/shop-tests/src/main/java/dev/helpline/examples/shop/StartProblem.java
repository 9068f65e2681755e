package dev.helpline.examples.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The end of a shop's process that cannot start, out of its jar. */
public record StartProblem(int exitCode, String printed) {
    /** Runs a jar until it ends, for a minute at most. */
    public static StartProblem of(String jar, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = ShopProcess.ofJar(jar, List.of(), List.of());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(1, TimeUnit.MINUTES);
            return new StartProblem(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }
}
