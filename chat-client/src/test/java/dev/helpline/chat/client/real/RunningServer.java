package dev.helpline.chat.client.real;

/** A server that listens on a port. */
@FunctionalInterface
interface RunningServer {
    /** Closes the port and all connections, at once. */
    void stop();
}
