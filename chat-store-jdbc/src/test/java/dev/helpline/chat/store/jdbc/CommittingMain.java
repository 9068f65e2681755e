package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Commits to a file until it is killed, and prints the session and seq of each message after, and only after, the store
 * has acknowledged it. Each thread goes on with a session of its own, by turns alone and in batches.
 */
final class CommittingMain {
    private static final int THREADS = 4;

    private CommittingMain() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        String run = arguments[1];
        ChatStore store = arguments[2].equals("delayed")
                ? JdbcChatStore.builder(delayed(file).pool())
                        .acceptDelayedWrites()
                        .build()
                : JdbcChatStore.h2File(file);
        System.out.println("ready");
        for (int i = 0; i < THREADS; i++) {
            String writer = run + "-" + i;
            new Thread(() -> write(store, writer)).start();
        }
    }

    /** The file as a host would open it that has never heard of a write delay. */
    static HostDatabase delayed(Path file) {
        return HostDatabase.at("jdbc:h2:file:" + file);
    }

    private static void write(ChatStore store, String writer) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            SessionCommit creation = CommitBuilder.creating(writer + "-" + i)
                    .message("m1", "hello")
                    .build();
            acknowledge(List.of(creation), List.of(store.commit(creation)));
            sessions.add(creation.next());
        }
        for (int round = 2; ; round++) {
            int seq = round;
            List<SessionCommit> commits = sessions.stream()
                    .map(session -> CommitBuilder.after(session)
                            .message("m" + seq, "message " + seq)
                            .build())
                    .toList();
            List<CommitResult> results = round % 2 == 0
                    ? store.commitAll(commits)
                    : commits.stream().map(store::commit).toList();
            acknowledge(commits, results);
            sessions.replaceAll(session -> next(session, commits));
        }
    }

    private static Session next(Session session, List<SessionCommit> commits) {
        return commits.stream()
                .map(SessionCommit::next)
                .filter(next -> next.id().equals(session.id()))
                .findFirst()
                .orElseThrow();
    }

    private static void acknowledge(List<SessionCommit> commits, List<CommitResult> results) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, commits.size())
                .filter(i -> results.get(i) instanceof CommitResult.Committed)
                .mapToObj(i -> commits.get(i).next())
                .forEach(next -> lines.append(next.id())
                        .append(' ')
                        .append(next.log().lastSeq())
                        .append('\n'));
        System.out.print(lines);
        System.out.flush();
    }
}
