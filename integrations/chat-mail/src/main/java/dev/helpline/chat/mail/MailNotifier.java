package dev.helpline.chat.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.Notifier;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts by mail to agents whose directory entry has an e-mail address. A mail says what happened, in which session and with which customer,
 * and never what was written, unless the host chooses another {@link Builder#text text}. Plain text in UTF-8. Each mail has a connection of its
 * own. Thread-safe.
 */
@Experimental
public final class MailNotifier implements Notifier {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final Session smtp;
    private final InternetAddress from;
    private final Set<AlertType> types;
    private final Function<Alert, String> text;

    private MailNotifier(Builder builder) {
        smtp = Session.getInstance(builder.properties(), builder.authenticator);
        from = builder.from;
        types = Set.copyOf(builder.types);
        text = builder.text == null ? new StandardText(builder.desk) : builder.text;
    }

    /**
     * Returns a builder of a notifier that sends by a server.
     *
     * @param from the address of the sender
     * @throws IllegalArgumentException if the host is blank, the port is not between 1 and 65535, or {@code from} is no address
     */
    public static Builder builder(String host, int port, String from) {
        return new Builder(host, port, from);
    }

    @Override
    public AlertChannel channel() {
        return AlertChannel.MAIL;
    }

    @Override
    public void send(Alert alert) throws MessagingException {
        if (!types.contains(alert.type())) {
            return;
        }
        Optional<InternetAddress> to = addressOf(alert.recipient());
        if (to.isEmpty()) {
            return;
        }
        MimeMessage mail = new MimeMessage(smtp);
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, to.get());
        mail.setSubject(StandardText.subject(alert.type()), UTF_8.name());
        mail.setSentDate(Date.from(alert.event().at()));
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: so that no absence notes come back
        mail.setText(text.apply(alert), UTF_8.name());
        Transport.send(mail);
    }

    /** Returns the agent's address; empty if there is none, or none that stands for one mailbox. */
    private static Optional<InternetAddress> addressOf(Agent agent) {
        String email = agent.email();
        if (email == null) {
            return Optional.empty();
        }
        try {
            InternetAddress address = mailbox(email);
            String name = agent.name();
            if (name != null) {
                address.setPersonal(StandardText.oneLine(name), UTF_8.name());
            }
            return Optional.of(address);
        } catch (AddressException | UnsupportedEncodingException e) {
            return Optional.empty();
        }
    }

    private static InternetAddress mailbox(String email) throws AddressException {
        if (email.codePoints().anyMatch(c -> c <= ' ' || c == ',' || c == 0x7f)) {
            throw new AddressException("a mailbox has no blanks, commas and control characters");
        }
        InternetAddress address = new InternetAddress(email, true);
        if (address.isGroup()) {
            throw new AddressException("a group is no mailbox");
        }
        return address;
    }

    /** Builds a {@link MailNotifier}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private final String host;
        private final int port;
        private final InternetAddress from;
        private MailSecurity security = MailSecurity.STARTTLS;
        private @Nullable Authenticator authenticator;
        private Duration timeout = Duration.ofSeconds(10);
        private Set<AlertType> types = EnumSet.allOf(AlertType.class);
        private @Nullable URI desk;
        private @Nullable Function<Alert, String> text;

        private Builder(String host, int port, String from) {
            if (host.isBlank()) {
                throw new IllegalArgumentException("host must not be blank");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 1 and 65535, was " + port);
            }
            this.host = host;
            this.port = port;
            try {
                this.from = mailbox(from);
            } catch (AddressException e) {
                throw new IllegalArgumentException("from must be an e-mail address", e);
            }
        }

        /** How the connection is protected. Default: STARTTLS. */
        public Builder security(MailSecurity value) {
            security = Objects.requireNonNull(value, "security");
            return this;
        }

        /** As whom to sign in at the server. Default: without signing in. */
        public Builder signIn(String user, String password) {
            PasswordAuthentication credentials = new PasswordAuthentication(
                    Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
            authenticator = new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return credentials;
                }
            };
            return this;
        }

        /** How long connecting, reading and writing may take, each from 1 millisecond to 1 minute. Default: 10 seconds. */
        public Builder timeout(Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException(
                        "timeout must be between PT0.001S and " + LONGEST_TIMEOUT + ", was " + value);
            }
            timeout = value;
            return this;
        }

        /** Of what to send mails at most; of those, agents get what they prefer. Default: all types. */
        public Builder types(Set<AlertType> value) {
            types = Set.copyOf(value);
            return this;
        }

        /** The address of the desk, which each mail names. Default: none. */
        public Builder desk(URI value) {
            desk = Objects.requireNonNull(value, "desk");
            return this;
        }

        /** The text of a mail; lines end with a line feed. Default: what happened, the session, the customer, the department and the desk. */
        public Builder text(Function<Alert, String> value) {
            text = Objects.requireNonNull(value, "text");
            return this;
        }

        /** Returns the notifier, which connects when it sends. */
        public MailNotifier build() {
            return new MailNotifier(this);
        }

        private Properties properties() {
            String millis = Long.toString(timeout.toMillis());
            Properties properties = new Properties();
            properties.put("mail.transport.protocol", "smtp");
            properties.put("mail.smtp.host", host);
            properties.put("mail.smtp.port", Integer.toString(port));
            properties.put("mail.smtp.connectiontimeout", millis);
            properties.put("mail.smtp.timeout", millis);
            properties.put("mail.smtp.writetimeout", millis);
            properties.put("mail.smtp.auth", Boolean.toString(authenticator != null));
            properties.put("mail.smtp.ssl.enable", Boolean.toString(security == MailSecurity.TLS));
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
            properties.put("mail.smtp.starttls.enable", Boolean.toString(security == MailSecurity.STARTTLS));
            properties.put("mail.smtp.starttls.required", Boolean.toString(security == MailSecurity.STARTTLS));
            return properties;
        }
    }
}
