package dev.helpline.chat.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Names what a native image must contain besides classes: the texts of events, the descriptions of the calls, the scripts of the tables. */
final class HelplineRuntimeHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources()
                .registerPattern("dev/helpline/chat/core/internal/rules/*")
                .registerPattern("dev/helpline/chat/http/internal/wire/*")
                .registerPattern("dev/helpline/chat/store/jdbc/migration/*/*");
    }
}
