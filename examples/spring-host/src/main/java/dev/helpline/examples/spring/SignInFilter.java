package dev.helpline.examples.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes the user who is signed in the principal of each request, as Spring Security does. */
@Component
class SignInFilter extends OncePerRequestFilter {
    private final Users users;

    SignInFilter(Users users) {
        this.users = users;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
