package dev.helpline.examples.spring;

import dev.helpline.examples.shop.EmbeddedShopContract;
import dev.helpline.examples.shop.Shop;
import dev.helpline.examples.shop.ShopProcess;
import java.util.List;
import java.util.Objects;

/** The shop with its beans as Spring Boot generated them when the jar was built. */
class AheadOfTimeJarTest extends EmbeddedShopContract {
    @Override
    protected Shop start(String databaseUrl) throws Exception {
        return ShopProcess.start(
                Objects.requireNonNull(System.getProperty("shop.jar")),
                List.of("-Dspring.aot.enabled=true"),
                List.of("--server.port=0", "--spring.datasource.url=" + databaseUrl));
    }
}
