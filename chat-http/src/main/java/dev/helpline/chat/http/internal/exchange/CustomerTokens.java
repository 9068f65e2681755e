package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.core.guest.Guests;
import dev.helpline.chat.spi.auth.Authenticator;

/** Judges the tokens of guests by the engine, and all other tokens of customers by the host's authenticator. Thread-safe. */
public final class CustomerTokens implements Authenticator {
    private final Guests guests;
    private final Authenticator customers;

    public CustomerTokens(Guests guests, Authenticator customers) {
        this.guests = guests;
        this.customers = customers;
    }

    @Override
    public Verdict authenticate(String token) {
        return guests.isGuestToken(token) ? guests.authenticator().authenticate(token) : customers.authenticate(token);
    }
}
