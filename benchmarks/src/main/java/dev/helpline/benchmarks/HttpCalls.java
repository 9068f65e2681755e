package dev.helpline.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kind of request that a server is asked to serve as often as it can.
 *
 * @param name the name in the report
 * @param server where the requests go to
 * @param process the server
 * @param database the processes of its database; empty if it has none of its own
 * @param requests returns the bytes of the next request, head and body; called by one thread at a time
 */
record HttpCalls(
        String name,
        InetSocketAddress server,
        ProcessHandle process,
        List<ProcessHandle> database,
        Supplier<byte[]> requests)
        implements HttpContender {
    HttpCalls(String name, ServerProcess server, List<ProcessHandle> database, Supplier<byte[]> requests) {
        this(name, server.address(), server.handle(), database, requests);
    }

    @Override
    public HttpTurn turn(int connections, long millis) throws IOException {
        return HttpLoad.run(this, connections, millis);
    }
}
