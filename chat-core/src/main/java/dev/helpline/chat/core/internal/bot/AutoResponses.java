package dev.helpline.chat.core.internal.bot;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.internal.change.Digests;
import dev.helpline.chat.core.internal.rules.HostMessageCommand;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.bot.BotReply;
import dev.helpline.chat.spi.bot.BotTurn;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the host's bot answer customers who wait for their first agent: a durable listener, so that one engine at a time does, in the order of each
 * session, and a crash loses no message. The id of an answer follows from that of the message, so that no message gets two.
 *
 * <p>Thread-safe.
 */
public final class AutoResponses implements DurableListener {
    /** The name of the durable listener. */
    public static final String LISTENER = "auto-responder";

    /** As many sessions as the bot is asked about at the same time. A store that fails is tried again for about a minute. */
    public static final DeliveryPolicy POLICY = DeliveryPolicy.builder()
            .sessionsAtATime(16)
            .attempts(7)
            .firstPause(Duration.ofSeconds(1))
            .build();

    private static final EntryId HANDED_OVER = new EntryId("bot-handed-over");
    private static final int LOOK_BACK = 200;

    /** An answer that comes later than this is worse than none. */
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AutoResponses.class);

    private final Voice bot;
    private final GuardedResponder responder;
    private final SessionLog store;
    private final InstantSource clock;

    /** Set before the first event. */
    private volatile @Nullable Calls calls;

    /** What the bot does in sessions. */
    public interface Calls {
        /** Sends a message with an id; throws SESSION_CONFLICT once an agent is or was there. */
        void sendBeforeAgents(Voice bot, SendMessage message);

        /** Hands a session over, by an event with this id, unless it has that event, or an agent is or was there. */
        void handOver(Voice bot, SessionId session, EntryId id, String reason);
    }

    /**
     * A bot that is not asked yet.
     *
     * @param timeout how long it may think about a message
     */
    public AutoResponses(Voice bot, AutoResponder responder, Duration timeout, SessionLog store, InstantSource clock) {
        this.bot = bot;
        this.responder = new GuardedResponder(responder, timeout, POLICY.sessionsAtATime());
        this.store = store;
        this.clock = clock;
    }

    /** Gives the bot what it does its work with. To be called once, before the first event. */
    public void start(Calls value) {
        calls = value;
    }

    @Override
    public void onEvent(ChatEvent event) {
        Entry message = event.entry();
        Session session = event.session();
        if (!HostMessageCommand.waitsForFirstAgent(session) || !isCustomers(message) || isOld(message)) {
            return;
        }
        List<Entry> newest = store.entriesBefore(session.id(), Long.MAX_VALUE, LOOK_BACK);
        boolean isNewest = newest.stream().noneMatch(later -> later.seq() > message.seq() && isCustomers(later));
        if (!isNewest || store.findEntry(session.id(), HANDED_OVER).isPresent()) {
            return;
        }
        List<Entry> messages = newest.stream()
                .filter(entry -> entry.seq() <= message.seq() && isVisible(entry))
                .toList();
        int surplus = Math.max(0, messages.size() - BotTurn.MAX_HISTORY);
        BotTurn turn = BotTurn.of(session, message, messages.subList(surplus, messages.size()));
        write(turn, responder.reply(turn));
    }

    private static boolean isCustomers(Entry entry) {
        return isVisible(entry) && entry.author().type() == ParticipantType.CUSTOMER;
    }

    private static boolean isVisible(Entry entry) {
        return entry.isMessage() && entry.audience() == Audience.ALL && entry.deletedAt() == null;
    }

    private boolean isOld(Entry message) {
        return message.at().plus(MAX_AGE).isBefore(clock.instant());
    }

    private void write(BotTurn turn, BotReply reply) {
        Calls given = Objects.requireNonNull(calls, "calls");
        try {
            String text = reply.text();
            if (text != null) {
                given.sendBeforeAgents(
                        bot,
                        SendMessage.builder(turn.session().id(), text)
                                .id(answerTo(turn.message()))
                                .metadata(reply.metadata())
                                .content(reply.content())
                                .build());
            }
            String reason = reply.handOver();
            if (reason != null) {
                given.handOver(bot, turn.session().id(), HANDED_OVER, reason);
            }
        } catch (ChatException e) {
            if (e.code() == ErrorCode.STORE_UNAVAILABLE) {
                throw e; // the message comes again
            }
            LOG.info("the bot's {} for {} is dropped: {}", reply, turn, e.getMessage());
        }
    }

    private static EntryId answerTo(Entry message) {
        return new EntryId(
                "bot-" + Digests.sha256(message.session().value(), message.id().value()));
    }

    /** Stops asking the bot. */
    public void close() {
        responder.close();
    }
}
