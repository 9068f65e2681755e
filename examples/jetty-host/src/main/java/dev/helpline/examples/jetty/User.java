package dev.helpline.examples.jetty;

import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.util.Optional;

/** A user of the shop: a customer, or an agent of its support. */
record User(String login, String fullName, boolean isAgent) implements java.security.Principal {
    @Override
    public String getName() {
        return login;
    }

    /** The customer in the chat; empty for an agent. */
    Optional<Principal> asCustomer() {
        return isAgent ? Optional.empty() : Optional.of(Principal.customer(login, fullName));
    }

    /** The agent in the chat; empty for a customer. */
    Optional<Principal> asAgent() {
        return isAgent ? Optional.of(Principal.agent(login, Role.AGENT, fullName, null)) : Optional.empty();
    }
}
