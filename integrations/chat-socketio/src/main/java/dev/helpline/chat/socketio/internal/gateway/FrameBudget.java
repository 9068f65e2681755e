package dev.helpline.chat.socketio.internal.gateway;

/** How many packets a client may send: a number per ten seconds. Confined to its connection. */
final class FrameBudget {
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private long began;
    private int taken;

    /** Returns whether one more packet is within the budget. */
    boolean take(long nowNanos, int max) {
        if (taken == 0 || nowNanos - began >= WINDOW_NANOS) {
            began = nowNanos;
            taken = 0;
        }
        taken++;
        return taken <= max;
    }
}
