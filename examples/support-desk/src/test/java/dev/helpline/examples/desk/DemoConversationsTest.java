package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import org.junit.jupiter.api.Test;

class DemoConversationsTest {
    private final MemoryChatStore store = new MemoryChatStore();

    @Test
    void the_first_start_adds_conversations_that_wait_and_some_that_have_an_agent() {
        try (ChatEngine engine = ChatEngine.builder(store).build()) {
            DemoConversations.addTo(engine);

            assertThat(engine.agent(DemoConversations.SARAH).openSessions(OpenSessionQuery.ALL, 1, 10))
                    .returns(4L, page -> page.totalActive())
                    .returns(2L, page -> page.waiting());
            assertThat(engine.agent(DemoConversations.BEN).cannedResponses().list())
                    .hasSize(5);
        }
    }

    @Test
    void a_later_start_adds_nothing() {
        try (ChatEngine engine = ChatEngine.builder(store).build()) {
            DemoConversations.addTo(engine);
            engine.agent(DemoConversations.SARAH).end(EndSession.of(new SessionId("demo-noor")));

            DemoConversations.addTo(engine);

            assertThat(engine.agent(DemoConversations.SARAH)
                            .openSessions(OpenSessionQuery.ALL, 1, 10)
                            .totalActive())
                    .isEqualTo(3);
        }
    }
}
