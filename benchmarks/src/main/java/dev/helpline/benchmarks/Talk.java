package dev.helpline.benchmarks;

/** The requests of conversations over HTTP, between an agent who sends and a customer who polls in each. Thread-safe. */
interface Talk {
    /** Returns the request that sends a text. */
    byte[] send(int conversation, String text);

    /**
     * Returns the request of a poll, which waits for a text up to 25 seconds or longer.
     *
     * @param cursor the cursor of the last reply; empty at first
     */
    byte[] poll(int conversation, String cursor);

    /** Talks over mailboxes, which do no more than to wake a parked request. The requests carry a token, too, as long as those of the chat. */
    static Talk mailboxes(Tokens tokens) {
        String token = tokens.customer("customer");
        return new Talk() {
            @Override
            public byte[] send(int conversation, String text) {
                return HttpConnection.post(
                        "/mailbox/" + conversation, token, "{\"message\":\"" + text + "\",\"cursor\":\"none\"}");
            }

            @Override
            public byte[] poll(int conversation, String cursor) {
                return HttpConnection.get("/mailbox/" + conversation, token);
            }
        };
    }
}
