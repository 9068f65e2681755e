package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.RetentionPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.session.SessionState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/data-protection.md}. */
class DataProtectionSnippetsTest {
    private final ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void a_customer_is_erased() {
        startSession();

        ErasureReport report = engine.privacy().erase(new CustomerId("carla"));
        System.out.println("erased " + report.sessions() + " sessions with " + report.files() + " files");

        assertThat(report.sessions()).isEqualTo(1);
    }

    @Test
    void a_hold_forbids_erasure() {
        startSession();

        engine.privacy().hold(HoldSubject.of(new CustomerId("carla")), "case 2026-17");

        ChatException refusal =
                catchThrowableOfType(ChatException.class, () -> engine.privacy().erase(new CustomerId("carla")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LEGAL_HOLD);
    }

    @Test
    void a_policy_says_for_how_long_sessions_are_kept() {
        ChatPolicy policy = ChatPolicy.builder()
                .retention(RetentionPolicy.builder()
                        .keep(SessionState.ENDED, Duration.ofDays(730))
                        .keep(SessionState.WAITING, Duration.ofDays(30))
                        .build())
                .build();

        assertThat(policy.retention().orElseThrow().keep(SessionState.ENDED)).contains(Duration.ofDays(730));
    }

    @Test
    void everything_about_a_customer_is_exported(@TempDir Path folder) throws IOException {
        startSession();
        Path file = folder.resolve("carla.zip");

        try (OutputStream zip = Files.newOutputStream(file)) {
            engine.privacy().export(new CustomerId("carla"), zip);
        }

        assertThat(file).isNotEmptyFile();
    }

    private void startSession() {
        engine.customer(Principal.customer("carla", null)).start(StartSession.PLAIN);
    }
}
