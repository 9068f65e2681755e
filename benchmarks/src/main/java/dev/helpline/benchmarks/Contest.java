package dev.helpline.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The engine against its floors with one number of senders. First all warm up, and each floor finds its best
 * settings; then they take turns, again and again, so that other load on the machine affects all of them.
 */
final class Contest {
    private static final List<Integer> POOL_SIZES = List.of(4, 8, 16, 32);
    private static final List<Integer> BATCHING_CONNECTIONS = List.of(1, 2, 4);

    private final Database database;
    private final Options options;
    private final int senders;
    private final Map<String, Long> stored = new LinkedHashMap<>();
    private final List<Report.Trial> trials = new ArrayList<>();

    private Contest(Database database, Options options, int senders) {
        this.database = database;
        this.options = options;
        this.senders = senders;
    }

    static Report.Table run(Database database, Options options, int senders) throws Exception {
        return new Contest(database, options, senders).run();
    }

    /** Returns the floor that writes batches, warm and with its best settings. */
    static Contender fastestBatch(Database database, Options options) throws Exception {
        Contest contest = new Contest(database, options, options.senders().get(0));
        return contest.best(contest.batchFloors());
    }

    private Report.Table run() throws Exception {
        Disk disk = Disk.of(database.folder());
        List<Contender> contenders = new ArrayList<>();
        try {
            contenders.add(new EngineContender(database, senders));
            turn(contenders.get(0), options.warmUp());
            for (MessageWriter writer : database.messageWriters()) {
                contenders.add(best(messageFloors(writer)));
            }
            contenders.add(best(batchFloors()));
            List<Report.Line> lines = Report.lines(contenders, interleaved(contenders));
            for (Contender contender : contenders) {
                requireAllStored(contender);
            }
            return new Report.Table(
                    senders, disk, lines, trials, Goal.verdicts(database.goals(), senders, lines, disk));
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private List<Contender> messageFloors(MessageWriter writer) {
        List<Conversation> conversations = Sessions.start(database, senders);
        // more connections than senders would not be used
        int enough =
                POOL_SIZES.stream().filter(size -> size >= senders).findFirst().orElse(Integer.MAX_VALUE);
        return POOL_SIZES.stream()
                .filter(size -> size <= enough)
                .<Contender>map(size -> new MessageFloor(database, writer, size, conversations))
                .toList();
    }

    private List<Contender> batchFloors() {
        List<Conversation> conversations =
                Sessions.start(database, BatchFloor.BATCH * BATCHING_CONNECTIONS.get(BATCHING_CONNECTIONS.size() - 1));
        return database.batchWriters().stream()
                .flatMap(writer -> BATCHING_CONNECTIONS.stream()
                        .<Contender>map(size -> new BatchFloor(database, writer, size, conversations)))
                .toList();
    }

    /** Returns the fastest of one kind after two turns of each, the second of which counts. Closes the others. */
    private Contender best(List<Contender> kind) throws Exception {
        Contender best = kind.get(0);
        turn(best, options.warmUp());
        double most = 0;
        for (Contender contender : kind) {
            turn(contender, options.round().dividedBy(2));
            double perSecond = turn(contender, options.round()).perSecond();
            trials.add(new Report.Trial(contender.name(), contender.setting(), perSecond));
            if (perSecond > most) {
                most = perSecond;
                best = contender;
            }
        }
        for (Contender contender : kind) {
            if (contender != best) {
                contender.close();
            }
        }
        return best;
    }

    private List<List<Turn>> interleaved(List<Contender> contenders) throws Exception {
        List<List<Turn>> turns = new ArrayList<>();
        contenders.forEach(contender -> turns.add(new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                turns.get(i).add(turn(contenders.get(i), options.round()));
            }
        }
        return turns;
    }

    private Turn turn(Contender contender, Duration time) throws Exception {
        Turn turn = Turn.of(contender, senders, options.threads(), time, database);
        stored.merge(contender.name(), turn.messages(), Long::sum);
        return turn;
    }

    /** Fails if an acknowledged message is missing, which would make all figures worthless. */
    private void requireAllStored(Contender contender) throws Exception {
        long found = Sessions.messagesIn(database, contender.sessions());
        if (found != stored.getOrDefault(contender.name(), 0L)) {
            throw new IllegalStateException(contender.name() + " stored " + stored.get(contender.name())
                    + " messages by its own count, but the database has " + found);
        }
    }
}
