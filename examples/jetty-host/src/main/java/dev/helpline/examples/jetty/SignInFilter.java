package dev.helpline.examples.jetty;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/** Makes the user who is signed in the principal of each request. */
final class SignInFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Users users;

    SignInFilter(Users users) {
        this.users = users;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<User> user = users.signedIn(request);
        chain.doFilter(user.isPresent() ? new SignedInRequest(request, user.get()) : request, response);
    }

    private static final class SignedInRequest extends HttpServletRequestWrapper {
        private final User user;

        SignedInRequest(HttpServletRequest request, User user) {
            super(request);
            this.user = user;
        }

        @Override
        public java.security.Principal getUserPrincipal() {
            return user;
        }
    }
}
