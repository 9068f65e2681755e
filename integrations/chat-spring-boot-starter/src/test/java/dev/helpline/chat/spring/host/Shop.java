package dev.helpline.chat.spring.host;

import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A host with orders of its own. */
@SpringBootApplication
public class Shop {
    /** The host's own calls, below a path that begins like the chat's. */
    @RestController
    static class Orders {
        private final JdbcTemplate database;

        Orders(JdbcTemplate database) {
            this.database = database;
        }

        @GetMapping("/api/orders")
        List<String> orders() {
            return database.queryForList("select item from orders order by id", String.class);
        }
    }

    @Bean
    String nameOfTheShop() {
        return "Shop";
    }
}
