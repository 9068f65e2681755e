package dev.helpline.examples.jetty;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Optional;

/** Stands for the accounts and the sign-in that your application has: three users without passwords, and who is signed in. */
final class Users {
    private static final String SIGNED_IN = "user";

    private final Map<String, User> byLogin = Map.of(
            "ada", new User("ada", "Ada", false),
            "bob", new User("bob", "Bob", false),
            "sarah", new User("sarah", "Sarah", true));

    /** Signs a user in for this HTTP session. Returns whether there is such a user. */
    boolean signIn(String login, HttpServletRequest request) {
        User user = byLogin.get(login);
        if (user == null) {
            return false;
        }
        HttpSession session = request.getSession();
        request.changeSessionId(); // an id from before the sign-in is worth nothing after it
        session.setAttribute(SIGNED_IN, user.login());
        return true;
    }

    /** The user who is signed in. */
    Optional<User> signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session)
                .map(known -> (String) known.getAttribute(SIGNED_IN))
                .map(byLogin::get);
    }
}
