package dev.helpline.examples.console;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.ConnectionState;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.RestoredChat;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.CurrentSession;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.store.MessageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A customer's side: every line is a message, except {@code /end}, {@code /rate 1..5 FEEDBACK} and {@code /quit}. */
final class CustomerConsole {
    /** How long to wait for unsent messages when the user leaves. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChatApi api;
    private final MessageStore store;
    private final BufferedReader in;
    private final Screen screen;
    private final Outbox outbox = new Outbox();

    CustomerConsole(ChatApi api, MessageStore store, BufferedReader in, PrintStream out) {
        this.api = api;
        this.store = store;
        this.in = in;
        this.screen = new Screen("you", out);
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        try (ChatService chat = ChatService.builder(api)
                .longPoll(Duration.ofSeconds(20))
                .messageStore(store)
                .listener(new Watcher())
                .listener(outbox)
                .build()) {
            open(chat);
            screen.show("type a message, or /end, /rate 1..5 FEEDBACK, /quit");
            for (String line = in.readLine(); line != null && !line.equals("/quit"); line = in.readLine()) {
                obey(chat, line.strip());
            }
            long unsent = outbox.await(chat, PATIENCE);
            if (unsent > 0) {
                screen.show("! messages not sent: " + unsent);
            }
        }
    }

    /** Goes on with what the store has; waits for the server only if it has nothing. */
    private void open(ChatService chat) throws InterruptedException, ExecutionException {
        RestoredChat restored = chat.restore().get().orElse(null);
        if (restored == null || restored.isEnded()) {
            openCurrent(chat);
        } else if (!restored.isOpened()) {
            start(chat);
        }
    }

    private void openCurrent(ChatService chat) {
        CurrentSession current = api.current().execute();
        if (current.session().isPresent()) {
            chat.resume(current.session().get().sessionId());
        } else {
            start(chat);
        }
    }

    /** Does not wait for the server: messages typed in the meantime are sent when the session is open. */
    @SuppressWarnings("FutureReturnValueIgnored") // the screen shows the result
    private void start(ChatService chat) {
        chat.startChatSession(SessionRequest.builder().build()).whenComplete((started, failure) -> {
            if (failure instanceof ChatApiException refusal) {
                screen.show("! the conversation was not started: " + refusal.code());
            }
        });
    }

    private void obey(ChatService chat, String line) throws InterruptedException {
        try {
            if (line.equals("/end")) {
                finish(chat.endChatSession());
            } else if (line.startsWith("/rate ")) {
                rate(chat, line.substring("/rate ".length()).strip());
            } else if (!line.isEmpty()) {
                chat.sendMessage(line);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            screen.show("! " + e.getMessage());
        }
    }

    private void rate(ChatService chat, String words) throws InterruptedException {
        int space = words.indexOf(' ');
        String stars = space < 0 ? words : words.substring(0, space);
        String feedback = space < 0 ? null : words.substring(space + 1);
        finish(chat.submitRating(Integer.parseInt(stars), feedback, List.of()));
        screen.show("thank you for rating");
    }

    private void finish(CompletableFuture<?> step) throws InterruptedException {
        try {
            step.get();
        } catch (ExecutionException e) {
            String code = e.getCause() instanceof ChatApiException failure ? failure.code() : e.getMessage();
            throw new IllegalStateException(code, e);
        }
    }

    private final class Watcher implements ChatListener {
        @Override
        public void onSessionStarted(String sessionId) {
            screen.show("in session " + sessionId);
        }

        @Override
        public void onSessionRestored(RestoredChat chat) {
            screen.show("restored session " + chat.sessionId());
            chat.messages().forEach(screen::show);
        }

        @Override
        public void onStartDelayed(ChatApiException error, Duration retryIn) {
            screen.show("! not started yet (" + error.code() + "), trying again in " + retryIn.toMillis() + " ms");
        }

        @Override
        public void onConnectionStateChanged(ConnectionState state) {
            screen.show("connection: " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }

        @Override
        public void onSessionUpdated(SessionHead head) {
            head.queuePosition().ifPresent(position -> screen.show("place in the queue: " + position));
        }

        @Override
        public void onMessageUpdated(ChatMessage message) {
            if (message.state() == DeliveryState.FAILED) {
                screen.show("! not sent (" + message.failureCode().orElse("?") + "): " + message.text());
            }
        }

        @Override
        public void onMessageReceived(ChatMessage message) {
            screen.show(message);
        }

        @Override
        public void onSessionEnded(SessionEnd end) {
            screen.show("the conversation has ended (" + end.kind() + "); /rate it, or /quit");
        }

        @Override
        public void onPollingError(ChatApiException error, Duration retryIn) {
            screen.show("! " + error.code() + ", trying again in " + retryIn.toMillis() + " ms");
        }

        @Override
        public void onPollingStopped(ChatApiException error) {
            screen.show("! " + error.code());
        }
    }
}
