package dev.helpline.chat.core;

/**
 * What closing the engine could and could not finish.
 *
 * @param finished how many commands that were under way became durable, or were refused for a reason of their own
 * @param notStored how many were given up before anything was stored; their callers were told so
 * @param unknown how many were given up without knowing whether they were stored; their callers were told so
 */
public record CloseReport(int finished, int notStored, int unknown) {
    /** Whether nothing was given up. */
    public boolean complete() {
        return notStored == 0 && unknown == 0;
    }
}
