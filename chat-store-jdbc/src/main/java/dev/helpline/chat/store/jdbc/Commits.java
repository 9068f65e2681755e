package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one write of a store. A batch is tried in one transaction; if that fails before its COMMIT, nothing of it was
 * stored and its halves are tried, down to the one commit the database does not take.
 */
final class Commits {
    private final ChatDatabase database;
    private final SingleCommit single;

    Commits(ChatDatabase database) {
        this.database = database;
        this.single = new SingleCommit(database);
    }

    CommitResult commit(SessionCommit commit) {
        return database.onWriter(() -> single.commit(commit));
    }

    List<CommitResult> commitAll(List<SessionCommit> commits) {
        requireOnePerSession(commits);
        return database.onWriter(() -> {
            Map<SessionId, CommitResult> results = new HashMap<>();
            commitTogether(commits, results);
            return commits.stream()
                    .map(commit -> results.computeIfAbsent(commit.next().id(), unused -> single.commit(commit)))
                    .toList();
        });
    }

    /** Adds the results of all but those that have to come again alone. */
    private void commitTogether(List<SessionCommit> commits, Map<SessionId, CommitResult> results) {
        if (commits.size() < 2) {
            return;
        }
        try {
            results.putAll(database.transact(handle -> BatchCommit.run(handle, commits)));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.NO_CONNECTION) {
                NotStored refused = new NotStored(Failure.withoutValues(e));
                commits.forEach(commit -> results.put(commit.next().id(), refused));
            } else {
                int half = commits.size() / 2;
                commitTogether(commits.subList(0, half), results);
                commitTogether(commits.subList(half, commits.size()), results);
            }
        }
    }

    private static void requireOnePerSession(List<SessionCommit> commits) {
        Set<SessionId> ids = new HashSet<>();
        for (SessionCommit commit : commits) {
            if (!ids.add(commit.next().id())) {
                throw new IllegalArgumentException("no two commits may be of one session, but two are of "
                        + commit.next().id());
            }
        }
    }
}
