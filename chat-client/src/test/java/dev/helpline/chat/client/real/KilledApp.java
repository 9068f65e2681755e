package dev.helpline.chat.client.real;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.RestoredChat;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.store.FileMessageStore;
import dev.helpline.chat.client.store.MessageStore;
import dev.helpline.chat.client.store.StoreChange;
import dev.helpline.chat.client.store.StoreContents;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * An app that its test kills. It prints what it shows, writes messages whose texts begin with a given word, ends the session or rates it, and then
 * waits to be killed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the next process learns the outcome
final class KilledApp implements ChatListener {
    /** What the app does once it has taken up the conversation. */
    enum Deed {
        WRITE,
        END,
        RATE,
        /** Waits until nothing is under way, and ends. */
        SETTLE
    }

    private static final int MESSAGES = 40;

    private KilledApp() {}

    public static void main(String[] args) throws Exception {
        Deed deed = Deed.valueOf(args[0]);
        String word = args[1];
        KilledApp app = new KilledApp();
        try (HelplineClient client = RealServer.client(Integer.parseInt(args[2]), () -> args[3]);
                FastScheduler scheduler = new FastScheduler();
                FileMessageStore store = FileMessageStore.of(new File(args[4]));
                ChatService chat = ChatService.builder(client.chat())
                        .scheduler(scheduler)
                        .messageStore(telling(store))
                        .listenerFailures(thrown -> say("thrown " + thrown))
                        .listener(app)
                        .build()) {
            Optional<RestoredChat> restored = chat.restore().get();
            if (restored.isEmpty() || !restored.get().isOpened()) {
                chat.startChatSession(SessionRequest.builder().build());
            }
            say("ready");
            app.run(deed, word, chat, restored);
        }
    }

    private void run(Deed deed, String word, ChatService chat, Optional<RestoredChat> restored) throws Exception {
        switch (deed) {
            case WRITE -> {
                for (int i = 0; i < MESSAGES; i++) {
                    chat.sendMessage(word + i);
                }
            }
            case END -> {
                chat.sendMessage(word);
                chat.endChatSession();
            }
            case RATE -> chat.submitRating(4);
            case SETTLE -> {
                if (restored.isPresent() && restored.get().end().isPresent()) {
                    restored.get().end().get().get();
                }
                if (restored.isPresent() && restored.get().rating().isPresent()) {
                    restored.get().rating().get().get();
                }
                awaitSent(chat);
                say("settled");
                return;
            }
        }
        int killed = System.in.read();
        throw new IllegalStateException("this process was to be killed, and has read " + killed);
    }

    private synchronized void awaitSent(ChatService chat) throws InterruptedException {
        while (chat.messages().stream().anyMatch(message -> message.state() == DeliveryState.SENDING)) {
            wait();
        }
    }

    /** Tells when an end or a rating is kept. */
    private static MessageStore telling(MessageStore store) {
        return new MessageStore() {
            @Override
            public StoreContents load() throws IOException {
                return store.load();
            }

            @Override
            public void write(StoreChange change) throws IOException {
                store.write(change);
                change.puts().keySet().stream()
                        .filter(key -> !key.startsWith("message:"))
                        .forEach(key -> say("kept " + key));
            }
        };
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    @Override
    public void onSessionRestored(RestoredChat chat) {
        say("session " + chat.sessionId());
    }

    @Override
    public void onSessionStarted(String sessionId) {
        say("session " + sessionId);
    }

    @Override
    public void onMessageSent(ChatMessage message) {
        say("shown " + message.text());
    }

    @Override
    public synchronized void onMessageUpdated(ChatMessage message) {
        say(message.state().name().toLowerCase(Locale.ROOT) + ' ' + message.text());
        notifyAll();
    }

    @Override
    public void onMessageReceived(ChatMessage message) {
        say("received " + message.text());
    }
}
