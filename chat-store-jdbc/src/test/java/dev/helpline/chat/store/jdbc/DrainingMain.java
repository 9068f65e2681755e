package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.nio.file.Path;

/** Exits at once, with a shutdown hook that still makes a few hundred commits. */
final class DrainingMain {
    private DrainingMain() {}

    public static void main(String[] arguments) {
        JdbcChatStore store = JdbcChatStore.h2File(Path.of(arguments[0]));
        SessionCommit creation = CommitBuilder.creating("s").build();
        store.commit(creation);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println(drain(store, creation.next()));
            store.close();
        }));
        System.exit(0);
    }

    private static String drain(JdbcChatStore store, Session first) {
        Session session = first;
        for (int i = 0; i < 500; i++) {
            SessionCommit commit =
                    CommitBuilder.after(session).message("m" + i, "bye").build();
            CommitResult result = store.commit(commit);
            if (!(result instanceof CommitResult.Committed)) {
                return "lost " + result;
            }
            session = commit.next();
        }
        return "drained";
    }
}
