package dev.helpline.chat.core;

/**
 * How many commands were finished and how many were given up when the engine was closed.
 *
 * @param finished how many commands under way were stored, or refused by a rule
 * @param notStored how many were given up before anything of them was stored; their callers were told so
 * @param unknown how many were given up while it was unknown whether they were stored; their callers were told so
 */
public record CloseReport(int finished, int notStored, int unknown) {
    /** Whether no command was given up. */
    public boolean complete() {
        return notStored == 0 && unknown == 0;
    }
}
