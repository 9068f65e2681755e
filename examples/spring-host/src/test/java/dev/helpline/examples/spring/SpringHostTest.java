package dev.helpline.examples.spring;

import dev.helpline.examples.shop.EmbeddedShopContract;
import dev.helpline.examples.shop.Shop;

class SpringHostTest extends EmbeddedShopContract {
    @Override
    protected Shop start(String databaseUrl) throws Exception {
        return RunningShop.start(databaseUrl);
    }
}
