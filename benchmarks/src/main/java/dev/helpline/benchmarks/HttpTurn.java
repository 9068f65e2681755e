package dev.helpline.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * One turn of one contender over HTTP.
 *
 * @param requests the number of requests that were served
 * @param perSecond the same per second, until the last reply arrived
 * @param cpu the processor time in all, of the load generator and of the server's process
 * @param databaseMicros the processor time in all of the database's processes, in microseconds
 * @param latencies from sending a request until its reply had arrived, in nanoseconds
 */
record HttpTurn(long requests, double perSecond, Cpu cpu, double databaseMicros, Histogram latencies) {}
