package dev.helpline.chat.core.block;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import java.util.List;

/**
 * The customers and network addresses that are blocked; for supervisors and admins. A blocked customer starts no session, sends and changes
 * no message, shows no typing and gives no rating; the same holds for every customer whose call comes from a blocked address. Blocked
 * customers still read their own sessions, messages that agents write to them included, and may end them.
 *
 * <p>A change holds at once on the node that makes it, within milliseconds on nodes with the same cluster bus, and within 10 seconds on
 * others. Blocks survive restarts. Each change is recorded with who made it, when and why.
 *
 * <p>Every method throws {@link ChatException} with {@link ErrorCode#FORBIDDEN} for agents who are not supervisors, and as the methods of
 * {@link dev.helpline.chat.core.AgentDesk} do. Thread-safe.
 */
public interface BlockList {
    /**
     * Blocks a customer or an address, or changes the reason and the end of the block. Repeating the request changes nothing.
     *
     * @return the change that made the block, or the earlier one that says the same
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a reason that breaks a rule, and for an end that has passed
     */
    BlockChange block(BlockRequest request);

    /** Ends the block of a customer or an address. Has no effect if there is none. */
    void unblock(BlockSubject subject);

    /**
     * A page of the blocks that hold now, the newest first.
     *
     * @param page from 1
     * @param limit how many blocks a page holds, from 1 to 100
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a page or limit out of bounds
     */
    BlockPage blocks(int page, int limit);

    /** All changes to the block of a customer or an address, the oldest first, at most 1000. */
    List<BlockChange> history(BlockSubject subject);
}
