package dev.helpline.benchmarks;

/** What is measured over HTTP, or beside it. */
interface HttpContender {
    /** Returns the name in the report. */
    String name();

    /** Goes on for so long with so many connections. */
    HttpTurn turn(int connections, long millis) throws Exception;
}
