package dev.helpline.examples.spring;

import java.io.Serial;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is none of an item. */
@ResponseStatus(HttpStatus.CONFLICT)
class OutOfStockException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    OutOfStockException(String item) {
        super("out of stock: " + item);
    }
}
