package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.attachment.NamedFiles;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.AmendCommand;
import dev.helpline.chat.core.internal.rules.ContentRules;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a message before it is submitted: the sender's budget, the message it replies to, and its content. A message that is stored already
 * passes, since its retry gets the result of the first try. Thread-safe.
 */
public final class MessageChecks {
    private static final int MAX_PREVIOUS = 10;

    private final EntryTails tails;
    private final Limits limits;
    private final ContentRules content;
    private final ChatMetrics metrics;

    /** Checks against these entries and limits. */
    public MessageChecks(EntryTails tails, Limits limits, ContentRules content, ChatMetrics metrics) {
        this.tails = tails;
        this.limits = limits;
        this.content = content;
        this.metrics = metrics;
    }

    /** Returns the message as it is stored; throws RATE_LIMITED, INVALID_MESSAGE or CONTENT_REJECTED if it may not be sent. */
    public Judged check(LiveSession live, Actor actor, SendMessage message) {
        Session session = live.head().session();
        Optional<ChatException> refusal =
                isRemembered(live, message) ? Optional.empty() : limits.refuseMessage(actor, session);
        return judged(live, actor.author(session), Viewer.of(actor), message, refusal);
    }

    /** As the other method, for a message of the host's: it takes from no budget, and speaks for no customer who is blocked. */
    public Judged checkHosts(LiveSession live, Author author, SendMessage message) {
        Optional<ChatException> refusal = author.type() == ParticipantType.CUSTOMER
                ? limits.refuseBlocked(live.head().session().customer().id().value())
                : Optional.empty();
        return judged(live, author, Viewer.CUSTOMER, message, refusal);
    }

    private Judged judged(
            LiveSession live,
            Author author,
            Viewer viewer,
            SendMessage message,
            Optional<ChatException> refusedBefore) {
        Optional<ChatException> refusal =
                refusedBefore.isPresent() ? refusedBefore : refuseReply(live, viewer, message);
        Judged judged = Judged.asSent(message.text());
        if (refusal.isEmpty() && !content.areNone() && !Characters.areBlank(message.text())) {
            try {
                judged = content.judge(contentOf(live, author, message.text(), message.id()));
            } catch (ChatException rejected) {
                refusal = Optional.of(rejected);
            }
        }
        if (refusal.isPresent() && !isStored(live, message)) {
            metrics.commandRefused(SendCommand.NAME, refusal.get().code());
            throw refusal.get();
        }
        return judged;
    }

    /**
     * Returns the files that a message names; none for a message that is stored already. Throws INVALID_MESSAGE if it may not have them.
     *
     * @param files null if the engine takes no files
     */
    public List<Attachment> filesOf(LiveSession live, Actor actor, SendMessage message, @Nullable NamedFiles files) {
        try {
            if (files == null) {
                throw new ChatException(ErrorCode.ATTACHMENTS_UNSUPPORTED, "files cannot be attached");
            }
            return files.of(live, actor, message);
        } catch (ChatException refusal) {
            if (isStored(live, message)) {
                return List.of();
            }
            metrics.commandRefused(SendCommand.NAME, refusal.code());
            throw refusal;
        }
    }

    /**
     * Returns the new text of a message as it is stored, an empty one for a message that is withdrawn; throws RATE_LIMITED, INVALID_MESSAGE
     * or CONTENT_REJECTED if it may not be stored.
     */
    Judged check(LiveSession live, Actor actor, AmendMessage request) {
        Optional<ChatException> refusal =
                limits.refuseMessage(actor, live.head().session());
        if (refusal.isPresent()) {
            metrics.commandRefused(AmendCommand.NAME, refusal.get().code());
            throw refusal.get();
        }
        String text = request.text();
        if (text == null) {
            return Judged.asSent("");
        }
        if (content.areNone()) {
            return Judged.asSent(text);
        }
        try {
            Author author = actor.author(live.head().session());
            return content.judge(contentOf(live, author, text, request.message()));
        } catch (ChatException rejected) {
            metrics.commandRefused(AmendCommand.NAME, rejected.code());
            throw rejected;
        }
    }

    /**
     * The content of a message.
     *
     * @param id the message, if it has an id yet; it is not one of those that came before
     */
    private Content contentOf(LiveSession live, Author author, String text, @Nullable EntryId id) {
        List<String> previous = tails.newestRemembered(live.id(), entry -> isEarlier(entry, author, id), MAX_PREVIOUS);
        return Content.builder(author, text).previous(previous).build();
    }

    private static boolean isEarlier(Entry entry, Author author, @Nullable EntryId id) {
        return entry.isMessage()
                && entry.author().type() == author.type()
                && Objects.equals(entry.author().id(), author.id())
                && !entry.id().equals(id);
    }

    private Optional<ChatException> refuseReply(LiveSession live, Viewer viewer, SendMessage message) {
        EntryId replyTo = message.replyTo();
        if (replyTo == null || isMessage(live, viewer, replyTo)) {
            return Optional.empty();
        }
        return Optional.of(new ChatException(
                ErrorCode.INVALID_MESSAGE,
                "replyTo names no message of session " + live.id(),
                Map.of("field", "replyTo")));
    }

    private boolean isMessage(LiveSession live, Viewer viewer, EntryId id) {
        return tails.find(live.id(), id)
                .filter(viewer::sees)
                .filter(Entry::isMessage)
                .isPresent();
    }

    private boolean isStored(LiveSession live, SendMessage message) {
        EntryId id = message.id();
        return id != null && tails.find(live.id(), id).isPresent();
    }

    /** Whether a message of this id is in memory; its retry then takes nothing from the sender's budget. */
    private boolean isRemembered(LiveSession live, SendMessage message) {
        EntryId id = message.id();
        return id != null && tails.findRemembered(live.id(), id).isPresent();
    }
}
