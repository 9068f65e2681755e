package dev.helpline.examples.shop;

import dev.helpline.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a shop does over PostgreSQL, which several of it can share. */
@Tag("server")
public abstract class SharedShopContract extends ShopContract {
    private final String name = "shop_" + UUID.randomUUID().toString().replace('-', '_');

    /** For the tests of a shop. */
    protected SharedShopContract() {}

    @Override
    String database() throws Exception {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(name);
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + PostgresServer.port() + "/" + database + "?user=postgres";
    }

    @Test
    void two_shops_over_one_database_serve_one_conversation() throws Exception {
        try (Shop second = start(url(name));
                ShopUser bob = ShopUser.signedIn(shop(), "bob");
                ShopUser sarah = ShopUser.signedIn(second, "sarah")) {
            bob.place("kettle");
            String conversation = bob.conversations().get(0);

            conversationsUpTo(sarah, conversation, "bob");
            talk(bob, sarah, conversation);
        }
    }
}
