package dev.helpline.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.attachment.Download;
import dev.helpline.chat.core.attachment.FileBlobStore;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.bot.BotReply;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.tika.TikaFileInspector;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide.md, run. */
class GuideSnippetsTest {
    @Test
    void the_host_speaks_and_acts_itself() {
        SessionId id = new SessionId("s-1");
        ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build();
        engine.agent(Principal.agent("sarah", Role.AGENT, "Sarah", null));

        // spotless:off
        HostChat host = engine.host();
        SessionId session = host.start(Principal.customer("ada", "Ada"), StartSession.builder().id(id).build()).session().id();
        host.send(Voice.bot("shipping", "Shipping"), SendMessage.of(session, new EntryId("order-4711-sent"), "Your parcel left today."));
        host.send(Voice.SYSTEM, SendMessage.of(session, "Order 4711 was paid."));
        host.transfer(TransferSession.toAgent(session, new AgentId("sarah")).build());
        host.end(EndSession.builder(session).reason("order delivered").build());
        // spotless:on

        assertThat(host.messages(MessagesQuery.page(session, 1, 10)).messages()).hasSize(2);
        engine.close();
    }

    @Test
    void a_bot_answers_before_the_agents() {
        ChatStore store = new MemoryChatStore();
        Faq faq = text -> text.contains("open") ? Optional.of("We are open from 9 to 5.") : Optional.empty();

        // spotless:off
        ChatEngine engine = ChatEngine.builder(store)
                .autoResponder(Voice.bot("helper", "Helper"), turn -> {
                    if (turn.message().text().contains("refund")) {
                        return BotReply.builder().text("I ask a colleague.").handOver("The customer wants a refund.").build();
                    }
                    return faq.answerTo(turn.message().text()).map(BotReply::say).orElse(BotReply.NONE);
                })
                .build();
        // spotless:on

        try (engine) {
            CustomerChat ada = engine.customer(Principal.customer("ada", "Ada"));
            SessionId session = ada.start(StartSession.PLAIN).session().id();
            ada.send(SendMessage.of(session, "When are you open?"));
            Await.until(() -> store.entriesAfter(session, 0, 10).stream()
                    .anyMatch(entry -> entry.text().equals("We are open from 9 to 5.")));
            ada.send(SendMessage.of(session, "I want a refund."));
            Await.until(() -> store.entriesAfter(session, 0, 10).stream()
                    .anyMatch(entry -> entry.type().equals("bot_handed_over")));
        }
    }

    private interface Faq {
        Optional<String> answerTo(String text);
    }

    @Test
    void a_refund_goes_to_billing() {
        // spotless:off
        ChatPolicy policy = ChatPolicy.builder()
                .department(request -> "refund".equals(request.topic().category()) ? "Billing" : null)
                .agentCapacity(3)
                .routing(RoutingPolicy.builder()
                        .strategy(RoutingStrategies.lastAgentOr(RoutingStrategies.leastBusy()))
                        .skills(session -> session.tags())
                        .matchesLanguage(true)
                        .build())
                .build();
        // spotless:on
        ChatStore store = new MemoryChatStore();
        ChatEngine engine = ChatEngine.builder(store).policy(policy).build();

        engine.agent(Principal.agent("sales", Role.AGENT, null, "Sales")).agents();
        AgentDesk billing = engine.agent(Principal.agent("billing", Role.AGENT, null, "Billing"));
        StartSession refund = StartSession.builder()
                .topic(Topic.builder().category("refund").build())
                .build();
        SessionId session = engine.customer(Principal.customer("ada", "Ada"))
                .start(refund)
                .session()
                .id();

        Await.until(() -> billing.session(session).session().assignment() != null);
        assertThat(Objects.requireNonNull(billing.session(session).session().assignment())
                        .agent())
                .isEqualTo(new AgentId("billing"));
        engine.close();
        store.close();
    }

    @Test
    void a_listed_word_is_masked() {
        ChatStore store = new MemoryChatStore();
        // spotless:off
        ChatEngine engine = ChatEngine.builder(store)
                .contentFilters(List.of(
                        ContentFilters.ofCustomers(ContentFilters.links(5)),
                        ContentFilters.masking("words", List.of("darn"))))
                .build();
        // spotless:on

        CustomerChat ada = engine.customer(Principal.customer("ada", "Ada"));
        SessionId session = ada.start(StartSession.PLAIN).session().id();

        assertThat(ada.send(SendMessage.of(session, "Darn!")).text()).isEqualTo("****!");
        engine.close();
        store.close();
    }

    @Test
    void a_file_is_attached_and_read(@TempDir Path folder) {
        ChatStore store = new MemoryChatStore();

        // spotless:off
        ChatEngine engine = ChatEngine.builder(store)
                .attachments(new FileBlobStore(folder), new TikaFileInspector())   // chat-tika
                .policy(ChatPolicy.builder()
                        .attachments(AttachmentPolicy.builder().maxFiles(3).build())
                        .build())
                .build();
        // spotless:on

        CustomerChat customer = engine.customer(Principal.customer("ada", "Ada"));
        AgentDesk agent = engine.agent(Principal.agent("bob", Role.AGENT, null, null));
        SessionId session = customer.start(StartSession.PLAIN).session().id();
        AttachmentId id = new AttachmentId("receipt-1");
        byte[] content = "one book, 12.00".getBytes(UTF_8);

        // spotless:off
        Attachment file = customer.attachments()
                .upload(StartUpload.builder(session, "receipt.txt", content.length).id(id).build(), new ByteArrayInputStream(content));
        customer.send(SendMessage.builder(session, "Here it is").attachments(List.of(file.id())).build());

        Download download = agent.attachments().open(session, file.id());
        byte[] beginning = download.read(0, 8192);
        // spotless:on

        assertThat(beginning).isEqualTo(content);
        assertThat(download.attachment().type().mediaType()).isEqualTo("text/plain");
        engine.close();
        store.close();
    }

    @Test
    void a_message_is_edited_and_withdrawn() {
        ChatStore store = new MemoryChatStore();
        ChatEngine engine = ChatEngine.builder(store).build();
        CustomerChat customer = engine.customer(Principal.customer("ada", "Ada"));
        SessionId session = customer.start(StartSession.PLAIN).session().id();
        EntryId message =
                customer.send(SendMessage.of(session, "Where is my order?")).id();

        // spotless:off
        customer.amend(AmendMessage.edit(session, message, "Where is my order A-17?"));
        customer.amend(AmendMessage.withdraw(session, message));
        // spotless:on

        assertThat(customer.messages(MessagesQuery.page(session, 1, 10)).messages())
                .extracting(Entry::text)
                .containsExactly("");
        engine.close();
        store.close();
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the listener tells of the start, too
    void a_message_that_is_written_during_the_start_is_sent() throws Exception {
        CompletableFuture<ChatMessage> sent = new CompletableFuture<>();
        ChatListener screen = new ChatListener() {
            @Override
            public void onMessageUpdated(ChatMessage message) {
                if (message.state() == DeliveryState.SENT) {
                    sent.complete(message);
                }
            }
        };
        try (ChatServer server = new ChatServer()) {
            String url = server.url();
            String token = server.customerToken();

            // spotless:off
            HelplineClient client = HelplineClient.builder(url).tokens(() -> token).build();   // url: "https://shop.example/"
            ChatService chat = ChatService.builder(client.chat()).listener(screen).build();

            chat.startChatSession(SessionRequest.builder().subject("My order").build());
            chat.sendMessage("Where is it?");   // shown at once as SENDING, sent when the session is open, then SENT
            // spotless:on

            assertThat(sent.get(60, TimeUnit.SECONDS).text()).isEqualTo("Where is it?");
            chat.close();
            client.close();
        }
    }
}
