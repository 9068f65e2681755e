package dev.helpline.examples.spring;

import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.UserDetails;

/** A user of the shop: a customer, or an agent of its support. */
record User(String login, String fullName, boolean isAgent) implements UserDetails {
    /** Returns the user of the shop who is signed in; empty if Spring Security has signed in no user of the shop. */
    static Optional<User> of(java.security.Principal signedIn) {
        return signedIn instanceof Authentication authentication && authentication.getPrincipal() instanceof User user
                ? Optional.of(user)
                : Optional.empty();
    }

    /** The customer in the chat; empty for an agent. */
    Optional<Principal> asCustomer() {
        return isAgent ? Optional.empty() : Optional.of(Principal.customer(login, fullName));
    }

    /** The agent in the chat; empty for a customer. */
    Optional<Principal> asAgent() {
        return isAgent ? Optional.of(Principal.agent(login, Role.AGENT, fullName, null)) : Optional.empty();
    }

    @Override
    public String getUsername() {
        return login;
    }

    @Override
    public String getPassword() {
        return "{noop}demo";
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return AuthorityUtils.createAuthorityList(isAgent ? "ROLE_AGENT" : "ROLE_CUSTOMER");
    }
}
