package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.NetworkAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A numeric IP address. An IPv4-mapped IPv6 address becomes the IPv4 address. Never queries a name server. */
final class IpAddress {
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int V6_BYTES = 16;
    private static final int V6_NETWORK_BYTES = 8;

    private final byte[] bytes;
    private final String key;
    private final NetworkAddress network;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
        this.key = keyOf(bytes);
        this.network = NetworkAddress.of(inetAddress(bytes));
    }

    static Optional<IpAddress> parse(String text) {
        String figures = text.indexOf('%') < 0 ? text : text.substring(0, text.indexOf('%'));
        if (!V4.matcher(figures).matches() && !V6.matcher(figures).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new IpAddress(InetAddress.getByName(figures).getAddress()));
        } catch (UnknownHostException notFigures) {
            return Optional.empty();
        }
    }

    boolean startsLike(IpAddress other, int bits) {
        if (bytes.length != other.bytes.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (other.bytes[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    int bits() {
        return bytes.length * 8;
    }

    /**
     * The key for counting by address: of an IPv6 address only its /64 network, since one client has a whole network.
     */
    String key() {
        return key;
    }

    /** The address as the engine knows it. */
    NetworkAddress network() {
        return network;
    }

    private static String keyOf(byte[] bytes) {
        byte[] counted = bytes.length == V6_BYTES ? Arrays.copyOf(bytes, V6_NETWORK_BYTES) : bytes;
        return HexFormat.of().formatHex(counted);
    }

    /** Returns the address in numeric form. */
    @Override
    public String toString() {
        return inetAddress(bytes).getHostAddress();
    }

    private static InetAddress inetAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }
}
