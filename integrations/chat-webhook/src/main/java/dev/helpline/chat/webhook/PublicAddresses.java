package dev.helpline.chat.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells addresses of the public internet from those that a webhook must not reach, such as the host's own network and the metadata services
 * of clouds. The blocks are those that the IANA registries of special-purpose addresses (IPv4 and IPv6) do not mark as globally reachable.
 */
final class PublicAddresses {
    private static final int BYTE = 0xff;

    /** 64:ff9b::/96, before an IPv4 address to which the network translates. */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        if (address instanceof Inet4Address) {
            return isPublic4(address.getAddress());
        }
        return address instanceof Inet6Address && isPublic6(address.getAddress());
    }

    private static boolean isPublic4(byte[] ip) {
        int a = ip[0] & BYTE;
        int b = ip[1] & BYTE;
        int c = ip[2] & BYTE;
        boolean shared = a == 100 && b >= 64 && b < 128; // between carriers and their customers
        boolean assignments = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean documentation = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        return a != 0 && a < 224 && !shared && !assignments && !benchmarks && !documentation;
    }

    /** Only 2000::/3 is in use; parts of it stand for IPv4 addresses, or for documentation. */
    private static boolean isPublic6(byte[] ip) {
        int first = (ip[0] & BYTE) << 8 | (ip[1] & BYTE);
        int second = (ip[2] & BYTE) << 8 | (ip[3] & BYTE);
        if (Arrays.equals(ip, 0, NAT64.length, NAT64, 0, NAT64.length)) {
            return isPublicEmbedded(Arrays.copyOfRange(ip, NAT64.length, ip.length));
        }
        if (first == 0x2002) {
            return isPublicEmbedded(Arrays.copyOfRange(ip, 2, 6)); // 6to4
        }
        boolean inUse = (first & 0xe000) == 0x2000;
        boolean protocols = first == 0x2001 && second < 0x0200; // Teredo, ORCHID and others
        boolean documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
        return inUse && !protocols && !documentation;
    }

    private static boolean isPublicEmbedded(byte[] ip) {
        try {
            return isPublic(InetAddress.getByAddress(ip));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
