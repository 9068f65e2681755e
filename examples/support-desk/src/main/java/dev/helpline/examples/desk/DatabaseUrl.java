package dev.helpline.examples.desk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDBC URL of a database. It may contain a password, which every driver expects in another place, so {@link #toString}
 * shows only the parts that cannot contain one.
 *
 * @param jdbc the whole URL, which only the driver may get
 */
record DatabaseUrl(String jdbc) {
    /** The kinds of database that the desk has a driver for. */
    static final List<String> KINDS = List.of("h2", "postgresql", "mariadb", "mysql");

    private static final String H2 = "jdbc:h2:";
    private static final Pattern SCHEME = Pattern.compile("jdbc:[a-z0-9]+:");

    /** Hosts with ports and the name of a database, without parameters. */
    private static final Pattern PLACE =
            Pattern.compile("//(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?(?:,[A-Za-z0-9._-]+(?::\\d{1,5})?)*"
                    + "(?:/[A-Za-z0-9_$.-]*)?|[A-Za-z0-9_$.-]*");

    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)pass[a-z0-9_.-]*\\s*=|pwd\\s*=");

    /** Where a value ends: in a URL's query, in H2's settings, in MySQL's lists of keys and values. */
    private static final List<Pattern> VALUES =
            List.of(Pattern.compile("[^&]*"), Pattern.compile("(?:\\\\;|[^;])*"), Pattern.compile("[^,;&)\\s]*"));

    /** User and password before a host: {@code //user:password@host}. */
    private static final Pattern CREDENTIALS = Pattern.compile("[/,][^/,:@]*:(.*?)@(?=[^@]*$|[^@]*,)");

    /** Whether the desk has a driver for this database. */
    boolean isSupported() {
        return KINDS.stream().anyMatch(kind -> jdbc.startsWith("jdbc:" + kind + ":"));
    }

    boolean isPostgreSql() {
        return jdbc.startsWith("jdbc:postgresql:");
    }

    /** Kind, hosts and name of the database; only the kind if the rest may contain user and password. */
    @Override
    public String toString() {
        Matcher scheme = SCHEME.matcher(jdbc);
        if (!scheme.lookingAt()) {
            return "jdbc:…";
        }
        String place = jdbc.substring(scheme.end()).split("[?;&#]", 2)[0];
        boolean plain = jdbc.startsWith(H2) || PLACE.matcher(place).matches();
        boolean credentials = jdbc.indexOf('@') >= 0 || jdbc.indexOf('(') >= 0;
        return scheme.group() + (plain && !credentials ? place : "…");
    }

    /** The parts that may be passwords, as written and as the driver decodes them. */
    Set<String> passwords() {
        Set<String> passwords = new LinkedHashSet<>();
        Matcher parameter = PASSWORD_PARAMETER.matcher(jdbc);
        while (parameter.find()) {
            for (Pattern value : VALUES) {
                Matcher found = value.matcher(jdbc).region(parameter.end(), jdbc.length());
                if (found.lookingAt()) {
                    add(passwords, found.group());
                }
            }
        }
        Matcher credentials = CREDENTIALS.matcher(jdbc);
        while (credentials.find()) {
            add(passwords, credentials.group(1));
        }
        return passwords;
    }

    private static void add(Set<String> passwords, String value) {
        passwords.add(value);
        passwords.add(value.replace("\\;", ";"));
        passwords.add(percentDecoded(value));
    }

    private static String percentDecoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** The folder in which H2 keeps this database, if it is a file in this process. */
    Optional<Path> folder() {
        if (!jdbc.startsWith(H2)) {
            return Optional.empty();
        }
        String name = jdbc.substring(H2.length()).split(";", 2)[0];
        String file = name.toLowerCase(Locale.ROOT).startsWith("file:") ? name.substring("file:".length()) : name;
        // mem:, tcp:, zip: and others; a single letter is a drive
        if (file.isEmpty() || file.matches("[a-zA-Z]{2,}:.*")) {
            return Optional.empty();
        }
        String path = file.startsWith("~/") ? System.getProperty("user.home") + file.substring(1) : file;
        return Optional.ofNullable(Path.of(path).toAbsolutePath().getParent());
    }
}
