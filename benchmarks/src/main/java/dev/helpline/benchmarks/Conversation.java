package dev.helpline.benchmarks;

import java.util.concurrent.ThreadLocalRandom;

/** A session as a floor knows it: only its customer writes in it, and only through this object. Not thread-safe. */
final class Conversation {
    /** As long as what people write in support chats. */
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

    /** What comes next, made from what was last. */
    Message next() {
        version++;
        lastSeq++;
        messages++;
        return new Message(
                session, customer, version, lastSeq, messages, newId(), System.currentTimeMillis(), TEXT, FINGERPRINT);
    }

    /** 128 random bits, as clients make them. */
    static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    /**
     * One message and the session it makes, as far as they are not the same for all.
     *
     * @param version of the session from now on
     * @param number how many messages there are from now on
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
