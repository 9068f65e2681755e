package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.attachment.Downloads;
import dev.helpline.chat.core.internal.attachment.NamedFiles;
import dev.helpline.chat.core.internal.attachment.Uploads;
import dev.helpline.chat.core.internal.block.Blocks;
import dev.helpline.chat.core.internal.board.Board;
import dev.helpline.chat.core.internal.calls.Access;
import dev.helpline.chat.core.internal.calls.Amending;
import dev.helpline.chat.core.internal.calls.Expiry;
import dev.helpline.chat.core.internal.calls.Limits;
import dev.helpline.chat.core.internal.calls.MessageChecks;
import dev.helpline.chat.core.internal.calls.Reopener;
import dev.helpline.chat.core.internal.calls.Starter;
import dev.helpline.chat.core.internal.desk.AgentRegistry;
import dev.helpline.chat.core.internal.desk.AgentRoster;
import dev.helpline.chat.core.internal.desk.AgentSlots;
import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.figures.NodeTimes;
import dev.helpline.chat.core.internal.follow.Polls;
import dev.helpline.chat.core.internal.follow.Subscriptions;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.pages.MessagePages;
import dev.helpline.chat.core.internal.pages.Summaries;
import dev.helpline.chat.core.internal.rules.Fingerprints;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.notify.AlertChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of an engine that its calls use. */
record EngineParts(
        Node node,
        ChatPolicy policy,
        IdGenerator ids,
        Fingerprints fingerprints,
        LiveSessions sessions,
        Access access,
        Limits limits,
        Blocks blocks,
        Expiry expiry,
        Starter starter,
        Reopener reopener,
        QueueBoard queue,
        Summaries summaries,
        MessageChecks messageChecks,
        Amending amending,
        MessagePages pages,
        Polls polls,
        Subscriptions subscriptions,
        AgentRoster roster,
        AgentRegistry registry,
        AgentSlots slots,
        Board board,
        Set<AlertChannel> alertChannels,
        Runnable callObserver,
        NodeTimes times,
        @Nullable Files files) {
    /** What an engine with a blob store has. */
    record Files(Uploads uploads, Downloads downloads, NamedFiles named) {}
}
