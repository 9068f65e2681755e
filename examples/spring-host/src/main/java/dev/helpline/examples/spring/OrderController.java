package dev.helpline.examples.spring;

import dev.helpline.chat.spi.auth.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The calls of the shop, beside {@code /api/chat} and {@code /api/admin/chat} of the chat. */
@RestController
@RequestMapping("/api/orders")
class OrderController {
    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Order place(@RequestParam("item") String item, @AuthenticationPrincipal User user) {
        return orders.place(customer(user), item);
    }

    @GetMapping
    List<Order> list(@AuthenticationPrincipal User user) {
        return orders.of(customer(user));
    }

    /** The customer who calls; an agent buys nothing. */
    private static Principal customer(User user) {
        return user.asCustomer().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
