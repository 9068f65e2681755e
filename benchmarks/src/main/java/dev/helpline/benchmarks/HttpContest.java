package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The turns of contenders over HTTP: first all warm up, then they take turns, so that other load on the machine affects all of them. */
final class HttpContest {
    private HttpContest() {}

    static void warmUp(List<HttpContender> contenders, HttpOptions options) throws Exception {
        for (HttpContender contender : contenders) {
            contender.turn(options.connections(), options.warmUpMillis());
        }
    }

    /** Returns the turns of each contender, in the order of the contenders. */
    static List<List<HttpTurn>> run(List<HttpContender> contenders, HttpOptions options) throws Exception {
        List<List<HttpTurn>> turns = new ArrayList<>();
        contenders.forEach(contender -> turns.add(new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                turns.get(i).add(contenders.get(i).turn(options.connections(), options.roundMillis()));
            }
        }
        return turns;
    }
}
