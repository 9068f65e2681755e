package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * An engine with a durable listener that prints the id of each event and fails for some, and customers who talk until the process is
 * killed. Arguments: the kind of database and its URL or file, as {@link ChattingMain#open} takes them, the number of the round, and a
 * prefix of customers.
 */
final class ListeningMain {
    static final String LISTENER = "crm";
    private static final int CUSTOMERS = 4;
    private static final int FAILS_EACH = 7;

    private ListeningMain() {}

    public static void main(String[] arguments) {
        ChatEngine engine =
                engineOver(ChattingMain.open(arguments[0], arguments[1]), Integer.parseInt(arguments[2]), event -> {
                    if (event.attempt() == 1 && event.entry().seq() % FAILS_EACH == 0) {
                        throw new IllegalStateException("not yet");
                    }
                    System.out.print(event.id() + "\n");
                    System.out.flush();
                });
        IntStream.range(0, CUSTOMERS).forEach(i -> new Thread(() -> talk(engine, arguments[3] + "-" + i)).start());
    }

    /** An engine whose clock is so far ahead that the lease of the round before has ended. */
    static ChatEngine engineOver(ChatStore store, int round, DurableListener listener) {
        Duration ahead = Duration.ofSeconds(20L * round);
        return ChatEngine.builder(store)
                .clock(() -> Instant.now().plus(ahead))
                .policy(ChatPolicy.builder()
                        .customerMessages(null)
                        .newSessions(null)
                        .build())
                .durableListener(
                        LISTENER,
                        listener,
                        DeliveryPolicy.builder()
                                .firstPause(Duration.ofMillis(20))
                                .build())
                .build();
    }

    private static void talk(ChatEngine engine, String name) {
        for (int n = 0; ; n++) {
            CustomerChat customer = engine.customer(Principal.customer(name + "-" + n, null));
            try {
                SessionId session = customer.start(StartSession.PLAIN).session().id();
                for (int i = 0; i < 2 * FAILS_EACH; i++) {
                    customer.send(SendMessage.of(session, "message " + i));
                }
                customer.end(EndSession.of(session));
            } catch (ChatException e) {
                if (e.code() != ErrorCode.STORE_UNAVAILABLE) {
                    throw e;
                } // else a busy machine: another customer begins, and the listener is told of what was stored
            }
        }
    }
}
