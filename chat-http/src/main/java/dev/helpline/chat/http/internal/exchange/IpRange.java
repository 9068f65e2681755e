package dev.helpline.chat.http.internal.exchange;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}, or a single address.
 *
 * @param bits how many leading bits an address must share with {@code first}
 */
public record IpRange(IpAddress first, int bits) {
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        IpAddress first = IpAddress.parse(address).orElseThrow(() -> misspelled(text));
        int bits = slash < 0 ? first.bits() : bits(text, slash);
        if (bits < 0 || bits > first.bits()) {
            throw misspelled(text);
        }
        return new IpRange(first, bits);
    }

    boolean contains(IpAddress address) {
        return address.startsLike(first, bits);
    }

    private static int bits(String text, int slash) {
        try {
            return Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException notANumber) {
            throw misspelled(text);
        }
    }

    private static IllegalArgumentException misspelled(String text) {
        return new IllegalArgumentException(
                "trustedProxies must be addresses or ranges such as 10.0.0.0/8, was " + text);
    }
}
