package dev.helpline.examples.desk;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses numeric addresses, each with an optional prefix length, separated by commas. */
final class ProxyRanges {
    /** Numeric addresses only, so that no name server is queried. */
    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    private ProxyRanges() {}

    /** Throws {@link IllegalArgumentException} if a part is neither an address nor a range. */
    static List<String> parse(String value) {
        List<String> ranges = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String range = part.strip();
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches() || length(matcher.group(2)) > bits(matcher.group(1))) {
                throw new IllegalArgumentException("not a range of addresses");
            }
            ranges.add(range);
        }
        return List.copyOf(ranges);
    }

    private static int length(@Nullable String prefix) {
        return prefix == null ? 0 : Integer.parseInt(prefix);
    }

    private static int bits(String address) {
        try {
            return InetAddress.getByName(address).getAddress().length * Byte.SIZE;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }
}
