package dev.helpline.benchmarks;

import java.util.concurrent.ThreadLocalRandom;

/** A session of a floor: only its customer writes to it, and only through this object. Not thread-safe. */
final class Conversation {
    /** As long as a typical message in a support chat. */
    static final String TEXT = "I ordered a lamp on Monday and it has not arrived; could you please tell me where the"
            + " parcel is at the moment? Thanks";

    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);

    private final String session;
    private final String customer;
    private long version;
    private long lastSeq;
    private long messages;

    Conversation(String session, String customer, long version, long lastSeq, long messages) {
        this.session = session;
        this.customer = customer;
        this.version = version;
        this.lastSeq = lastSeq;
        this.messages = messages;
    }

    String session() {
        return session;
    }

    /** Returns the next message. */
    Message next() {
        version++;
        lastSeq++;
        messages++;
        return new Message(
                session, customer, version, lastSeq, messages, newId(), System.currentTimeMillis(), TEXT, FINGERPRINT);
    }

    /** Returns an id of 128 random bits, as clients generate them. */
    static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    /**
     * The values of one message, and of its session after it, that differ between messages.
     *
     * @param version the version of the session after the message
     * @param number the number of messages after it
     */
    record Message(
            String session,
            String customer,
            long version,
            long seq,
            long number,
            String id,
            long at,
            String text,
            String fingerprint) {}
}
