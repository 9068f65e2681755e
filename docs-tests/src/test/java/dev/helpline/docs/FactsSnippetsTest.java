package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.facts.FactVerification;
import dev.helpline.chat.core.facts.FactVerifier;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.auth.Principal;
import org.junit.jupiter.api.Test;

/** The code of the facts in {@code docs/figures.md}. */
class FactsSnippetsTest {
    @Test
    void all_facts_are_verified() {
        MemoryChatStore store = new MemoryChatStore();
        try (ChatEngine engine = ChatEngine.builder(store).build()) {
            engine.customer(Principal.customer("carla", null)).start(StartSession.PLAIN);

            FactVerifier verifier = new FactVerifier(store);
            FactVerification page = verifier.verify(null, 1000);
            while (page.next() != null) {
                page = verifier.verify(page.next(), 1000);
            }

            assertThat(page.checked()).isEqualTo(1);
            assertThat(page.exceptions()).isEmpty();
        }
    }
}
