package dev.helpline.chat.core;

import dev.helpline.chat.core.block.BlockList;
import dev.helpline.chat.core.block.BlockPage;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.internal.block.Blocks;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.pages.Paging;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A supervisor's calls about blocked customers. Each call admits the agent once more. */
final class BlockCalls implements BlockList {
    private static final int MAX_LIMIT = 100;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final Blocks blocks;
    private final InstantSource clock;
    private final Principal agent;
    private final Runnable admission;

    /**
     * The calls of one agent.
     *
     * @param admission throws if the agent may not make the call
     */
    BlockCalls(Blocks blocks, InstantSource clock, Principal agent, Runnable admission) {
        this.blocks = blocks;
        this.clock = clock;
        this.agent = agent;
        this.admission = admission;
    }

    @Override
    public BlockChange block(BlockRequest request) {
        String reason = TEXTS.optional("reason", request.reason(), TextLimits.BLOCK_REASON);
        return CallBoundary.call(() -> {
            admission.run();
            Instant until = request.until();
            if (until != null && !until.isAfter(clock.instant())) {
                throw new ChatException(
                        ErrorCode.INVALID_REQUEST, "until must be in the future", Map.of("field", "until"));
            }
            return blocks.block(agent, request.toBuilder().reason(reason).build());
        });
    }

    @Override
    public void unblock(BlockSubject subject) {
        Objects.requireNonNull(subject, "subject");
        CallBoundary.run(() -> {
            admission.run();
            blocks.unblock(agent, subject);
        });
    }

    @Override
    public BlockPage blocks(int page, int limit) {
        Paging.check(page, limit, MAX_LIMIT);
        return CallBoundary.call(() -> {
            admission.run();
            return blocks.page(page, limit);
        });
    }

    @Override
    public List<BlockChange> history(BlockSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return CallBoundary.call(() -> {
            admission.run();
            return blocks.history(subject);
        });
    }
}
