package dev.helpline.examples.jetty;

import dev.helpline.chat.spi.SessionId;

/** An order of one item. */
record Order(String id, String customer, String item) {
    /** The conversation about this order. */
    SessionId conversation() {
        return new SessionId("order-" + id);
    }
}
