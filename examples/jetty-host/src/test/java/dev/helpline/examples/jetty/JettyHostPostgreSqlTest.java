package dev.helpline.examples.jetty;

import dev.helpline.examples.shop.SharedShopContract;
import dev.helpline.examples.shop.Shop;

class JettyHostPostgreSqlTest extends SharedShopContract {
    @Override
    protected Shop start(String databaseUrl) throws Exception {
        return RunningShop.start(databaseUrl);
    }
}
