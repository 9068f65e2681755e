package dev.helpline.examples.shop;

/** A shop that runs. */
public interface Shop extends AutoCloseable {
    /** The port on which it listens, at 127.0.0.1. */
    int port();

    /** Stops the shop. */
    @Override
    void close();
}
