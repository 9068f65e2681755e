package dev.helpline.examples.jetty;

import dev.helpline.examples.shop.EmbeddedShopContract;
import dev.helpline.examples.shop.Shop;

class JettyHostTest extends EmbeddedShopContract {
    @Override
    protected Shop start(String databaseUrl) throws Exception {
        return RunningShop.start(databaseUrl);
    }
}
