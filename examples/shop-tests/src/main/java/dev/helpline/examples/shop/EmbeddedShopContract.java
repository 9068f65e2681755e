package dev.helpline.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.store.jdbc.ChatSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shop does over H2, in a file. */
public abstract class EmbeddedShopContract extends ShopContract {
    @TempDir
    private static Path folder;

    /** For the tests of a shop. */
    protected EmbeddedShopContract() {}

    @Override
    String database() {
        return file("shop");
    }

    private static String file(String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + ";WRITE_DELAY=0";
    }

    @Test
    void after_a_restart_orders_and_conversations_are_there_and_go_on() throws Exception {
        String conversation;
        try (Shop shop = start(file("restarted"));
                ShopUser ada = ShopUser.signedIn(shop, "ada")) {
            ada.place("kettle");
            conversation = ada.conversations().get(0);
        }

        try (Shop shop = start(file("restarted"));
                ShopUser ada = ShopUser.signedIn(shop, "ada");
                ShopUser sarah = ShopUser.signedIn(shop, "sarah")) {
            assertThat(ada.conversations()).containsExactly(conversation);
            conversationsUpTo(sarah, conversation, "ada");
            talk(ada, sarah, conversation);
        }
    }

    @Test
    void the_tables_of_the_chat_may_be_there_before_those_of_the_shop() throws Exception {
        try (Connection connection = DriverManager.getConnection(file("prepared"));
                Statement statement = connection.createStatement()) {
            statement.execute(ChatSchema.h2().ddl());
        }

        try (Shop shop = start(file("prepared"));
                ShopUser ada = ShopUser.signedIn(shop, "ada");
                ShopUser sarah = ShopUser.signedIn(shop, "sarah")) {
            ada.place("kettle");
            conversationsUpTo(sarah, ada.conversations().get(0), "ada");
        }
    }
}
