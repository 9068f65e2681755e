package dev.helpline.chat.core.internal.live;

import java.io.Serial;

/** The command needs a slot, or another slot than the one it has: pick one and submit it again. Never leaves the engine. */
public final class SlotNeeded extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SlotNeeded() {
        super("a slot is needed", null, false, false);
    }
}
