package dev.helpline.examples.jetty;

import java.io.Serial;

/** There is none of an item. */
final class OutOfStockException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    OutOfStockException(String item) {
        super("out of stock: " + item);
    }
}
