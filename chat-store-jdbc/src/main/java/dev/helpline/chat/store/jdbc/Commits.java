package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Stores commits. A commit that breaks a limit never reaches the database, which might cut the value or write it to a
 * log, and so does not disturb the others. If the database can do so, one statement stores all commits that are
 * acceptable. The rest are tried in one transaction. If that fails before its COMMIT, none of them was stored, and
 * each half is tried by itself, down to the one commit that the database does not accept.
 */
final class Commits {
    private final ChatDatabase database;
    private final SingleCommit single;

    Commits(ChatDatabase database) {
        this.database = database;
        this.single = new SingleCommit(database);
    }

    CommitResult commit(SessionCommit commit) {
        return commitAll(List.of(commit)).get(0);
    }

    List<CommitResult> commitAll(List<SessionCommit> commits) {
        SessionCommit.requireOnePerSession(commits);
        return database.onWriter(() -> {
            Map<SessionId, CommitResult> results = new HashMap<>();
            commits.forEach(commit -> TextLimits.violation(commit)
                    .ifPresent(violation -> results.put(commit.next().id(), new Rejected(violation))));
            commitInOneStatement(without(results, commits), results);
            commitTogether(without(results, commits), results);
            return commits.stream()
                    .map(commit -> results.computeIfAbsent(commit.next().id(), unused -> single.commit(commit)))
                    .toList();
        });
    }

    private static List<SessionCommit> without(Map<SessionId, CommitResult> results, List<SessionCommit> commits) {
        return commits.stream()
                .filter(commit -> !results.containsKey(commit.next().id()))
                .toList();
    }

    /**
     * Adds the results of the commits that are stored now. The others are tried again in the common way, which finds
     * out why.
     */
    private void commitInOneStatement(List<SessionCommit> commits, Map<SessionId, CommitResult> results) {
        if (!database.dialect().commitsInOneStatement()) {
            return;
        }
        List<SessionCommit> changes =
                commits.stream().filter(PostgresCommit::takes).toList();
        if (changes.isEmpty()) {
            return;
        }
        try {
            database.transactInOneStatement(handle -> writeInOneStatement(handle, changes))
                    .forEach(id -> results.put(id, CommitResult.COMMITTED));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.NO_CONNECTION) {
                refuse(commits, e, results);
            }
        }
    }

    private static Set<SessionId> writeInOneStatement(Handle handle, List<SessionCommit> changes) {
        SessionCommit first = changes.get(0);
        if (changes.size() == 1 && PostgresLoneCommit.takes(first)) {
            return PostgresLoneCommit.write(handle, first) ? Set.of(first.next().id()) : Set.of();
        }
        return PostgresCommit.write(handle, changes);
    }

    private static void refuse(
            List<SessionCommit> commits, RuntimeException cause, Map<SessionId, CommitResult> results) {
        NotStored refused = new NotStored(Failure.withoutValues(cause));
        commits.forEach(commit -> results.put(commit.next().id(), refused));
    }

    /**
     * Adds the results of all commits but those that have to be retried alone. Ids that are taken are rare, so they
     * are left to the unique key to find; but they are looked up where the single statement was tried first, because
     * it leaves exactly such commits behind.
     */
    private void commitTogether(List<SessionCommit> commits, Map<SessionId, CommitResult> results) {
        commitTogether(commits, database.dialect().commitsInOneStatement(), results);
    }

    private void commitTogether(
            List<SessionCommit> commits, boolean asksForKnown, Map<SessionId, CommitResult> results) {
        if (commits.size() < 2) {
            return;
        }
        try {
            results.putAll(
                    database.transact(handle -> BatchCommit.run(handle, database.dialect(), commits, asksForKnown)));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            if (failure == Failure.NO_CONNECTION) {
                refuse(commits, e, results);
            } else if (failure == Failure.UNIQUE_KEY && !asksForKnown) {
                commitTogether(commits, true, results);
            } else {
                int half = commits.size() / 2;
                commitTogether(commits.subList(0, half), true, results);
                commitTogether(commits.subList(half, commits.size()), true, results);
            }
        }
    }
}
