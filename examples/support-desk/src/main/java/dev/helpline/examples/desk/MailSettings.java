package dev.helpline.examples.desk;

import dev.helpline.chat.mail.MailNotifier;
import dev.helpline.chat.mail.MailSecurity;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the desk sends mails to agents.
 *
 * @param host the mail server
 * @param port its port
 * @param from the address of the sender
 * @param login as whom to sign in; empty to send without signing in
 * @param security how the connection is protected
 * @param desk the address of the desk, which each mail names
 */
record MailSettings(
        String host, int port, String from, Optional<Login> login, MailSecurity security, Optional<URI> desk) {
    private static final String HOST = "MAIL_HOST";
    private static final String FROM = "MAIL_FROM";
    private static final String USER = "MAIL_USER";
    private static final String PASSWORD = "MAIL_PASSWORD";
    private static final String DESK_URL = "MAIL_DESK_URL";
    private static final String PORT = "MAIL_PORT";
    private static final String SECURITY = "MAIL_SECURITY";
    private static final int SUBMISSION = 587;

    /** A name or an IPv4 address, or an IPv6 address; without a port. */
    private static final Pattern HOSTS = Pattern.compile("[\\w.-]+|[\\da-fA-F]*:[\\da-fA-F]*:[\\da-fA-F:.]*");

    /** A user of the mail server. */
    record Login(String user, String password) {
        /** Returns the user only. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Returns what the settings say; empty if there are none, or wrong ones, which are reported. */
    static Optional<MailSettings> from(Settings settings) {
        Optional<String> host = settings.parsed(
                HOST, Optional.empty(), "must be the name of a host, without a port", MailSettings::host);
        Optional<String> from =
                settings.parsed(FROM, Optional.empty(), "must be an e-mail address", MailSettings::address);
        Optional<URI> desk = settings.parsed(
                DESK_URL, Optional.empty(), "must be an address like https://support.example/desk", MailSettings::web);
        int port = settings.integer(PORT, SUBMISSION, 1, 65_535);
        MailSecurity security = settings.oneOf(SECURITY, MailSecurity.class, MailSecurity.STARTTLS);
        Optional<Login> login = login(settings);
        boolean wanted = settings.text(HOST).isPresent();
        if (wanted && settings.text(FROM).isEmpty()) {
            settings.problem(HOST + " needs a " + FROM + ", which is missing");
        }
        for (String name : List.of(FROM, USER, PASSWORD, DESK_URL, PORT, SECURITY)) {
            if (!wanted && settings.text(name).isPresent()) {
                settings.problem(name + " needs a " + HOST + ", which is missing");
            }
        }
        return host.isEmpty() || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new MailSettings(host.get(), port, from.get(), login, security, desk));
    }

    private static Optional<Login> login(Settings settings) {
        Optional<String> user = settings.text(USER);
        Optional<String> password = settings.text(PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            String given = user.isPresent() ? USER : PASSWORD;
            settings.problem(given + " needs a " + (user.isPresent() ? PASSWORD : USER) + ", which is missing");
        }
        return user.flatMap(name -> password.map(word -> new Login(name, word)));
    }

    private static Optional<String> host(String value) {
        if (!HOSTS.matcher(value).matches()) {
            throw new IllegalArgumentException("not a host");
        }
        return Optional.of(value);
    }

    private static Optional<String> address(String value) {
        MailNotifier.builder("localhost", SUBMISSION, value); // checks it
        return Optional.of(value);
    }

    private static Optional<URI> web(String value) {
        URI uri = URI.create(value);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not the address of a page");
        }
        return Optional.of(uri);
    }

    /** Returns a notifier, which connects when it sends. */
    MailNotifier notifier() {
        MailNotifier.Builder notifier = MailNotifier.builder(host, port, from).security(security);
        login.ifPresent(one -> notifier.signIn(one.user(), one.password()));
        desk.ifPresent(notifier::desk);
        return notifier.build();
    }
}
