package dev.helpline.examples.spring;

import dev.helpline.examples.shop.Shop;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop in this JVM. */
record RunningShop(ConfigurableApplicationContext context) implements Shop {
    static RunningShop start(String databaseUrl) {
        return new RunningShop(new SpringApplicationBuilder(SpringHost.class)
                .run("--server.port=0", "--spring.datasource.url=" + databaseUrl));
    }

    @Override
    public int port() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
