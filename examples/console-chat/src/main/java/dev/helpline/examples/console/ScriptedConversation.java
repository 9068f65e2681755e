package dev.helpline.examples.console;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.agent.ActiveSession;
import dev.helpline.chat.client.agent.ActiveSessionsRequest;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.SessionRequest;
import java.io.PrintStream;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A customer asks, an agent answers and ends, the customer rates; each step waits until the other side has received it. */
final class ScriptedConversation {
    private static final long PATIENCE_SECONDS = 15;

    private final ChatApi customerApi;
    private final SupportApi agent;
    private final Screen customerScreen;
    private final Screen agentScreen;
    private final BlockingQueue<String> seenByCustomer = new LinkedBlockingQueue<>();

    ScriptedConversation(ChatApi customerApi, SupportApi agent, PrintStream out) {
        this.customerApi = customerApi;
        this.agent = agent;
        this.customerScreen = new Screen("customer", out);
        this.agentScreen = new Screen("agent", out);
    }

    void hold() throws Exception {
        // fails at once if the server cannot be reached or rejects the token; a started chat waits for the network
        customerApi.current().execute();
        try (ChatService customer =
                ChatService.builder(customerApi).listener(new Watcher()).build()) {
            SessionRequest request =
                    SessionRequest.builder().subject("My order").build();
            String session = within(customer.startChatSession(request)).sessionId();
            customer.sendMessage("Hello, where is my order?");
            await("sent: Hello, where is my order?");

            ActiveSession waiting = find(session);
            agentScreen.show("waiting: " + waiting.sessionId() + ", subject "
                    + waiting.subject().orElse("nothing"));
            agent.assign(AssignRequest.builder(session).build()).execute();
            reply(session, "On its way, it arrives tomorrow.");
            await("received: On its way, it arrives tomorrow.");

            customer.sendMessage("Great, thank you!");
            await("sent: Great, thank you!");
            agent.newestMessages(session).execute().messages().forEach(agentScreen::show);
            agent.endSession(EndRequest.builder(session)
                            .endReason("Answered")
                            .outcome("resolved")
                            .build())
                    .execute();
            agentScreen.show("ended the conversation");
            await("ended");

            SubmittedRating rating = within(customer.submitRating(5));
            customerScreen.show("rated it " + rating.rating() + " of 5");
        }
    }

    private ActiveSession find(String session) {
        return agent
                .activeSessions(ActiveSessionsRequest.builder().query(session).build())
                .execute()
                .sessions()
                .stream()
                .filter(active -> active.sessionId().equals(session))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the agent does not see session " + session));
    }

    private void reply(String session, String text) {
        OutgoingMessage message = OutgoingMessage.builder(session, text)
                .messageId(UUID.randomUUID().toString())
                .build();
        agent.sendMessage(message).execute();
        agentScreen.show("said: " + text);
    }

    private static <T> T within(Future<T> future) throws Exception {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server did not reply within " + PATIENCE_SECONDS + " s", e);
        }
    }

    private void await(String event) throws InterruptedException, TimeoutException {
        String seen = "";
        while (!seen.equals(event)) {
            String next = seenByCustomer.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new TimeoutException("the customer did not see within " + PATIENCE_SECONDS + " s: " + event);
            }
            seen = next;
        }
    }

    /** Shows what the customer sees, and records it for the script. */
    private final class Watcher implements ChatListener {
        @Override
        public void onSessionStarted(String sessionId) {
            customerScreen.show("started session " + sessionId);
        }

        @Override
        public void onMessageSent(ChatMessage message) {
            customerScreen.show("sending: " + message.text());
        }

        @Override
        public void onMessageUpdated(ChatMessage message) {
            customerScreen.show(message.state() + ": " + message.text());
            if (message.state() == DeliveryState.SENT) {
                seenByCustomer.add("sent: " + message.text());
            }
        }

        @Override
        public void onMessageReceived(ChatMessage message) {
            customerScreen.show(message);
            seenByCustomer.add("received: " + message.text());
        }

        @Override
        public void onSessionEnded(SessionEnd end) {
            customerScreen.show("ended (" + end.kind() + ")"
                    + end.reason().map(reason -> ": " + reason).orElse(""));
            seenByCustomer.add("ended");
        }
    }
}
