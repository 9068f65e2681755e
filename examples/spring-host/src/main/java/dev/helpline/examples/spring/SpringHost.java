package dev.helpline.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The shop. The chat comes with its starter, over the same {@code DataSource} and in the same web server. */
@SpringBootApplication
public class SpringHost {
    /** Starts the shop on port 8080. */
    public static void main(String[] args) {
        SpringApplication.run(SpringHost.class, args);
    }
}
