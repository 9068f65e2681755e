package dev.helpline.examples.jetty;

import dev.helpline.examples.shop.Shop;

/** The shop in this JVM. */
record RunningShop(JettyHost host) implements Shop {
    static RunningShop start(String databaseUrl) throws Exception {
        return new RunningShop(JettyHost.start(databaseUrl, 0));
    }

    @Override
    public int port() {
        return host.port();
    }

    @Override
    public void close() {
        host.close();
    }
}
