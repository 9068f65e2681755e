package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Committed;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.SessionCommit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store with one error, to test whether the ledger finds it. Thread-safe. */
final class WrongStore {
    private static final int RIGHT_AT_FIRST = 30;
    private static final int SWALLOWED = 2;

    private final ChatStore store;
    private final Wrong wrong;
    private final CountDownLatch mistreated;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger swallowed = new AtomicInteger();

    /** The kinds of errors. */
    enum Wrong {
        /** Acknowledges a commit, and is killed before it stores it. */
        ANSWERS_FIRST("acknowledged"),
        /** Stores a commit twice, the second time with new ids. */
        STORES_TWICE("is there once"),
        /** Writes over the stored version, instead of returning Conflict; the ledger finds this in more than one way. */
        FORGETS_THE_VERSION("");

        /** The words of the ledger. */
        final String foundAs;

        Wrong(String foundAs) {
            this.foundAs = foundAs;
        }
    }

    private WrongStore(ChatStore store, Wrong wrong, CountDownLatch mistreated) {
        this.store = store;
        this.wrong = wrong;
        this.mistreated = mistreated;
    }

    /** @param mistreated counted down for each commit of a message that is treated wrongly */
    static ChatStore around(ChatStore store, Wrong wrong, CountDownLatch mistreated) {
        WrongStore wrongly = new WrongStore(store, wrong, mistreated);
        return (ChatStore) Proxy.newProxyInstance(
                ChatStore.class.getClassLoader(),
                new Class<?>[] {ChatStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "commit" -> wrongly.commit((SessionCommit) arguments[0]);
                    case "commitAll" ->
                        ((List<?>) arguments[0])
                                .stream()
                                        .map(commit -> wrongly.commit((SessionCommit) commit))
                                        .toList();
                    default -> call(store, method, arguments);
                });
    }

    private static Object call(ChatStore store, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private CommitResult commit(SessionCommit commit) {
        int number = commits.incrementAndGet();
        if (wrong == Wrong.ANSWERS_FIRST && number > RIGHT_AT_FIRST && isSwallowed(commit)) {
            mistreated.countDown();
            return CommitResult.COMMITTED;
        }
        CommitResult result = store.commit(commit);
        if (wrong == Wrong.STORES_TWICE && number % 10 == 0 && result instanceof Committed) {
            note(commit);
            CommitResult unused = store.commit(behind(commit.next(), commit, id -> new EntryId(id.value() + "-again")));
        }
        if (wrong == Wrong.FORGETS_THE_VERSION && result instanceof Conflict && !commit.creates()) {
            note(commit);
            Session stored = store.findSession(commit.next().id()).orElseThrow();
            return store.commit(behind(stored, commit, UnaryOperator.identity()));
        }
        return result;
    }

    private void note(SessionCommit commit) {
        if (hasMessage(commit)) {
            mistreated.countDown();
        }
    }

    private static boolean hasMessage(SessionCommit commit) {
        return commit.entries().stream().anyMatch(Entry::isMessage);
    }

    private boolean isSwallowed(SessionCommit commit) {
        return !commit.creates() && hasMessage(commit) && swallowed.getAndIncrement() < SWALLOWED;
    }

    /** Returns a commit that follows {@code stored}, with the entries and everything else of {@code commit}. */
    private static SessionCommit behind(Session stored, SessionCommit commit, UnaryOperator<EntryId> rename) {
        List<Entry> entries = new ArrayList<>();
        long seq = stored.log().lastSeq();
        for (Entry entry : commit.entries()) {
            entries.add(renumbered(entry, ++seq, rename.apply(entry.id())));
        }
        LogPosition position =
                commit.next().log().toBuilder().lastSeq(seq).lastVisibleSeq(seq).build();
        Session next = commit.next().toBuilder()
                .version(stored.version() + 1)
                .log(position)
                .audit(stored.auditCount(), stored.auditHash())
                .build();
        return SessionCommit.builder(next).base(stored).entries(entries).build();
    }

    private static Entry renumbered(Entry entry, long seq, EntryId id) {
        return Entry.builder(entry.session(), seq, id)
                .prevVisibleSeq(seq - 1)
                .messageNumber(entry.messageNumber())
                .kind(entry.kind())
                .type(entry.type())
                .audience(entry.audience())
                .author(entry.author())
                .at(entry.at())
                .claimedAt(entry.claimedAt())
                .text(entry.text())
                .replyTo(entry.replyTo())
                .metadata(entry.metadata())
                .content(entry.content())
                .fingerprint(entry.fingerprint())
                .build();
    }
}
