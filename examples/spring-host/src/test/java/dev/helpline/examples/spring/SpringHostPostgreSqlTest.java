package dev.helpline.examples.spring;

import dev.helpline.examples.shop.SharedShopContract;
import dev.helpline.examples.shop.Shop;

class SpringHostPostgreSqlTest extends SharedShopContract {
    @Override
    protected Shop start(String databaseUrl) throws Exception {
        return RunningShop.start(databaseUrl);
    }
}
