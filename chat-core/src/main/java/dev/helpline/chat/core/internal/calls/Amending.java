package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.AmendCommand;
import dev.helpline.chat.core.internal.rules.AmendCommand.Target;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Edits and withdraws messages. Thread-safe. */
public final class Amending {
    /** How often a message is looked at again because the session got another amendment meanwhile. */
    private static final int MAX_TRIES = 20;

    private final LiveSessions sessions;
    private final Amendments amendments;
    private final MessageChecks checks;
    private final AmendCommand.Rules rules;

    /** Amends messages of these sessions. */
    public Amending(LiveSessions sessions, Amendments amendments, MessageChecks checks, AmendCommand.Rules rules) {
        this.sessions = sessions;
        this.amendments = amendments;
        this.checks = checks;
        this.rules = rules;
    }

    /** Rejects a request that breaks a rule whatever the session is. */
    public void check(AmendMessage request) {
        String text = request.text();
        if (text != null) {
            SendCommand.checkText(text, rules.policy());
        }
    }

    /** Amends a message, and returns it as it is then; a repeated request returns it as the first one left it. */
    public CompletableFuture<Entry> amend(LiveSession live, Actor actor, AmendMessage request, Executor executor) {
        EntryId id = request.id();
        Optional<Entry> earlier =
                id == null ? Optional.empty() : sessions.tails().find(live.id(), id);
        if (earlier.isPresent() && !AmendCommand.isRepeat(earlier.get(), actor, request, rules.fingerprints())) {
            throw AmendCommand.conflict(request);
        }
        Entry message = messageOf(live, actor, request.message());
        if (earlier.isPresent()) {
            return CompletableFuture.completedFuture(Amendments.amended(message, earlier.get()));
        }
        Judged content = checks.check(live, actor, request);
        return amend(new Change(live, actor, request, message, content), executor, MAX_TRIES);
    }

    /** A change to a message that has passed the checks. */
    private record Change(LiveSession live, Actor actor, AmendMessage request, Entry message, Judged content) {}

    private CompletableFuture<Entry> amend(Change change, Executor executor, int triesLeft) {
        Session session = change.live().head().session();
        Entry newest = amendments.newestOf(change.message(), session).orElse(null);
        Target target = new Target(change.message(), newest, session.log().amendmentCount());
        AmendCommand command = new AmendCommand(change.actor(), change.request(), target, change.content(), rules);
        return Futures.then(sessions.submit(change.live(), command), executor, made -> {
            if (made.isPresent()) {
                return CompletableFuture.completedFuture(Amendments.amended(change.message(), made.get()));
            }
            if (triesLeft == 0) {
                throw new ChatException(
                        ErrorCode.SESSION_CONFLICT, "too many messages of the session change at the same time");
            }
            return amend(change, executor, triesLeft - 1);
        });
    }

    private Entry messageOf(LiveSession live, Actor actor, EntryId id) {
        return sessions.tails()
                .find(live.id(), id)
                .filter(Viewer.of(actor)::sees)
                .filter(Entry::isMessage)
                .orElseThrow(() -> Refusals.noSuchMessage(live.id(), id));
    }
}
