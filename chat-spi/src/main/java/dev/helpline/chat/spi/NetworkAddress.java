package dev.helpline.chat.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The network address of a client, as far as it tells clients apart: a whole IPv4 address, or the /64 network of an IPv6 address, since one
 * client has a whole network (RFC 6177). Thread-safe: immutable.
 */
public final class NetworkAddress implements Comparable<NetworkAddress> {
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}(/32)?");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/64)?");
    private static final int MAX_LENGTH = 64;
    private static final int V6_BYTES = 16;
    private static final int NETWORK_GROUPS = 4;

    private final String value;

    private NetworkAddress(String value) {
        this.value = value;
    }

    /** Returns the address of a client. An IPv4 address that is mapped to IPv6 counts as the IPv4 address, as in {@link InetAddress}. */
    public static NetworkAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new NetworkAddress(bytes.length == V6_BYTES ? network(bytes) : dotted(bytes));
    }

    /**
     * Returns the address that a text names: {@code 203.0.113.7}, {@code 2001:db8::7} or {@code 2001:db8:0:1::/64}; empty for any other
     * text. Never queries a name server.
     */
    public static Optional<NetworkAddress> parse(String text) {
        boolean isNumeric = text.length() <= MAX_LENGTH
                && (V4.matcher(text).matches() || V6.matcher(text).matches());
        if (!isNumeric) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        try {
            return Optional.of(of(InetAddress.getByName(slash < 0 ? text : text.substring(0, slash))));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The address as text that {@link #parse} accepts, at most 64 ASCII characters; equal addresses have equal texts. */
    public String value() {
        return value;
    }

    private static String dotted(byte[] bytes) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    private static String network(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < NETWORK_GROUPS; group++) {
            text.append(Integer.toHexString((bytes[2 * group] & 0xff) << 8 | (bytes[2 * group + 1] & 0xff)))
                    .append(':');
        }
        return text.append(":/64").toString();
    }

    @Override
    public int compareTo(NetworkAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NetworkAddress that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
