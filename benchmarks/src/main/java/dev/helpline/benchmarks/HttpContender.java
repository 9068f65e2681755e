package dev.helpline.benchmarks;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kind of request that a server is asked to serve as often as it can.
 *
 * @param name the name in the report
 * @param server where the requests go to
 * @param processes the processes of the server, whose processor time is measured
 * @param requests returns the bytes of the next request, head and body; called by one thread at a time
 */
record HttpContender(String name, InetSocketAddress server, List<ProcessHandle> processes, Supplier<byte[]> requests) {}
