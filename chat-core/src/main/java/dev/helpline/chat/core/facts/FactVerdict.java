package dev.helpline.chat.core.facts;

import dev.helpline.chat.spi.Experimental;

/** Whether the facts of a session are those of its log. */
@Experimental
public enum FactVerdict {
    /** They are. */
    RIGHT,
    /** They differ; {@link FactVerifier#recompute} writes them anew. */
    WRONG,
    /** They were computed by other rules, or not at all. The engine computes them soon. */
    OUTDATED,
    /** Not known: the session changed each time while it was read. */
    CHANGING
}
