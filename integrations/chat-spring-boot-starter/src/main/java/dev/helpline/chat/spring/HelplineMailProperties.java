package dev.helpline.chat.spring;

import dev.helpline.chat.mail.MailSecurity;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The {@code helpline.mail.*} properties: how alerts are sent to agents by mail, if chat-mail is on the class path.
 *
 * @param host the mail server; without one no mails are sent
 * @param port its port
 * @param from the address of the sender; required with a host
 * @param user as whom to sign in at the server; by default without signing in
 * @param password the password of the user
 * @param security how the connection is protected
 * @param desk the address of the agents' desk, which each mail names
 */
@ConfigurationProperties("helpline.mail")
record HelplineMailProperties(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String from,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("STARTTLS") MailSecurity security,
        @Nullable URI desk) {
    /** Shows no password. */
    @Override
    public String toString() {
        return "HelplineMailProperties[" + host + " port " + port + ", from " + from + "]";
    }
}
