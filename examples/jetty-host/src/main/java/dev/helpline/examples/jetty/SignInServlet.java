package dev.helpline.examples.jetty;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serial;
import java.util.Objects;

/** Signs users in: {@code POST /sign-in?user=ada}. */
final class SignInServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Users users;

    SignInServlet(Users users) {
        this.users = users;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String login = Objects.requireNonNullElse(request.getParameter("user"), "");
        boolean signedIn = users.signIn(login, request);
        response.setStatus(signedIn ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_UNAUTHORIZED);
    }
}
