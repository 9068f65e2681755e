package dev.helpline.chat.core.internal.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The commands of one session: those that wait, and the round under way. The line is busy from the first command on until
 * {@link #endRound} finds no other. Commands move between the two places only under the lock, so that a thread that gives up the
 * session, or that answers late callers, finds each of them. Thread-safe.
 */
final class CommandLine {
    /** More commands than this do not go into one commit, so that a hot session does not starve the others. */
    private static final int MAX_ROUND = 64;

    private final Deque<Pending<?>> waiting = new ArrayDeque<>();
    private Round round = Round.EMPTY;
    private boolean busy;
    private boolean closed;
    private boolean deadlinesWatched;

    /**
     * What the thread that added a command has to do.
     *
     * @param isTaken whether the line took the command; false once it is closed
     * @param wasIdle whether the thread has to queue the session
     * @param wasUnwatched whether the thread has to watch the deadlines
     */
    record Added(boolean isTaken, boolean wasIdle, boolean wasUnwatched) {}

    synchronized Added add(Pending<?> command) {
        if (closed) {
            return new Added(false, false, false);
        }
        waiting.addLast(command);
        Added added = new Added(true, !busy, !deadlinesWatched);
        busy = true;
        deadlinesWatched = true;
        return added;
    }

    /**
     * Those whose time is up.
     *
     * @param dropped commands that waited, and are out of the line now
     * @param underWay commands of the round
     * @param next the next deadline of the others; empty if nothing is left to watch
     */
    record Late(List<Pending<?>> dropped, List<Pending<?>> underWay, Optional<Deadline> next) {}

    /** Takes the commands out whose time is up. If there is no next deadline, the deadlines are no longer watched. */
    synchronized Late takeLate() {
        List<Pending<?>> dropped = waiting.stream().filter(Pending::isLate).toList();
        waiting.removeAll(dropped);
        List<Pending<?>> underWay =
                round.commands().stream().filter(Pending::isLate).toList();
        Optional<Deadline> next = Stream.concat(waiting.stream(), round.commands().stream())
                .filter(command -> !underWay.contains(command))
                .map(Pending::deadline)
                .min(Comparator.comparing(Deadline::left));
        deadlinesWatched = next.isPresent();
        return new Late(dropped, underWay, next);
    }

    /** Makes a round of the first commands that wait: as many as fit, or one that must go alone. */
    synchronized Round takeRound() {
        List<Pending<?>> taken = new ArrayList<>();
        boolean goesOn = !waiting.isEmpty();
        while (goesOn) {
            Pending<?> command = waiting.removeFirst();
            taken.add(command);
            goesOn = !command.isAlone()
                    && taken.size() < MAX_ROUND
                    && !waiting.isEmpty()
                    && !waiting.getFirst().isAlone();
        }
        round = new Round(taken);
        return round;
    }

    synchronized Round round() {
        return round;
    }

    /** The round goes on with these commands only. */
    synchronized void reduceRound(Round left) {
        round = left;
    }

    /** The round's commands wait again, before all others. */
    synchronized void putRoundBack() {
        for (int i = round.size() - 1; i >= 0; i--) {
            waiting.addFirst(round.commands().get(i));
        }
        round = Round.EMPTY;
    }

    /** Ends the round. Returns whether the line is still busy, since commands wait. */
    synchronized boolean endRound() {
        round = Round.EMPTY;
        busy = !waiting.isEmpty();
        return busy;
    }

    /** Takes no more commands, if none is there and the condition holds. Returns whether the line is closed. */
    synchronized boolean closeIfIdle(BooleanSupplier condition) {
        closed |= !busy && waiting.isEmpty() && condition.getAsBoolean();
        return closed;
    }

    /**
     * The commands of a line that was closed.
     *
     * @param waited they never got into a round
     * @param underWay the round
     */
    record Abandoned(Round waited, Round underWay) {}

    /** Takes no more commands, and hands out those that wait. */
    synchronized Abandoned abandon() {
        closed = true;
        Round waited = new Round(List.copyOf(waiting));
        waiting.clear();
        return new Abandoned(waited, round);
    }
}
