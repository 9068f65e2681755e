package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import java.util.Random;

/** A customer who writes until messages are refused, and records the outcomes. */
final class DiskFillingCustomer {
    private static final int MOST = 5000;

    private final CustomerChat customer;
    private final SessionId session;
    private final CrashLedger ledger;

    DiskFillingCustomer(CustomerChat customer, SessionId session, CrashLedger ledger) {
        this.customer = customer;
        this.session = session;
        this.ledger = ledger;
    }

    /** Writes, and returns the number of the first message that was refused. */
    int sayUntilRefused() {
        for (int i = 0; i < MOST; i++) {
            if (!say(i)) {
                return i;
            }
        }
        throw new AssertionError("there is room for " + MOST + " messages");
    }

    /** Sends a message, and returns whether it was accepted. */
    boolean say(int number) {
        EntryId id = new EntryId("m" + number);
        try {
            long seq = customer.send(SendMessage.of(session, id, text(number))).seq();
            ledger.note(new MessageOutcome(Word.ACKNOWLEDGED, session, id, seq));
            return true;
        } catch (ChatException e) {
            Word word = "no".equals(e.details().get("stored")) ? Word.NOT_STORED : Word.UNKNOWN;
            ledger.note(new MessageOutcome(word, session, id, 0));
            return false;
        }
    }

    /** Returns a long text that depends only on the number, and that a database cannot compress. */
    private static String text(int number) {
        return new Random(number)
                .ints(4000, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
