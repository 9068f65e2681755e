package dev.helpline.chat.core;

import dev.helpline.chat.core.inbox.Inbox;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import dev.helpline.chat.spi.inbox.InboxStore;
import java.time.InstantSource;
import java.util.List;

/** The inbox of one engine's store. */
final class InboxCalls implements Inbox {
    private static final int MOST = 1000;

    private final InboxStore store;
    private final InstantSource clock;
    private final Runnable look;

    /** @param look looks for commands soon */
    InboxCalls(InboxStore store, InstantSource clock, Runnable look) {
        this.store = store;
        this.clock = clock;
        this.look = look;
    }

    @Override
    public void look() {
        look.run();
    }

    @Override
    public InboxCounts counts() {
        return CallBoundary.call(store::inboxCounts);
    }

    @Override
    public List<InboxCommand> refused(long after, int limit) {
        Checks.within("after", after, 0, Long.MAX_VALUE);
        Checks.within("limit", limit, 1, MOST);
        return CallBoundary.call(() -> store.refusedCommands(after, limit));
    }

    @Override
    public boolean retry(InboxCommand refused) {
        boolean found = CallBoundary.call(() -> store.retryCommand(refused, clock.instant()));
        look.run();
        return found;
    }

    @Override
    public boolean discard(InboxCommand refused) {
        return CallBoundary.call(() -> store.discardCommand(refused));
    }
}
