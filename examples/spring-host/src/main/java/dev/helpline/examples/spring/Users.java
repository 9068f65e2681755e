package dev.helpline.examples.spring;

import java.util.Map;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Stands for the accounts that your application has: three users, all with the password {@code demo}. */
@Component
class Users implements UserDetailsService {
    private final Map<String, User> byLogin = Map.of(
            "ada", new User("ada", "Ada", false),
            "bob", new User("bob", "Bob", false),
            "sarah", new User("sarah", "Sarah", true));

    @Override
    public User loadUserByUsername(String login) {
        User user = byLogin.get(login);
        if (user == null) {
            throw new UsernameNotFoundException("no user " + login);
        }
        return user;
    }
}
