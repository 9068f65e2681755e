package dev.helpline.chat.client.real;

/** A server behind a port. */
@FunctionalInterface
interface RunningServer {
    /** Closes the port and all connections, at once. */
    void stop();
}
