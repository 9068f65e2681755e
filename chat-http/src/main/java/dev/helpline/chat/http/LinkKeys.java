package dev.helpline.chat.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys of signed addresses: one signs new addresses, and addresses that any of them has signed are valid. An address names its key, so
 * that keys can be exchanged without breaking addresses: first all nodes accept the new key, then they sign with it, and when the old
 * addresses have expired, the old key goes. Immutable.
 */
public final class LinkKeys {
    private static final int LEAST_KEY = 16;

    private final String signing;
    private final Map<String, byte[]> keys;

    private LinkKeys(String signing, Map<String, byte[]> keys) {
        this.signing = signing;
        this.keys = keys;
    }

    /**
     * Returns keys of which one signs, and which accept no other.
     *
     * @param id names the key in addresses, such as {@code 2026-11}: 1 to 32 characters of {@code A-Z a-z 0-9 . _ -}
     * @param key at least 16 bytes
     */
    public static LinkKeys signingWith(String id, byte[] key) {
        return new LinkKeys(checked(id), Map.of(id, checked(key)));
    }

    /**
     * Returns keys that also accept addresses that were signed with this key.
     *
     * @param id as for {@link #signingWith}, another one
     * @param key at least 16 bytes
     */
    public LinkKeys accepting(String id, byte[] key) {
        Map<String, byte[]> all = new LinkedHashMap<>(keys);
        if (all.put(checked(id), checked(key)) != null) {
            throw new IllegalArgumentException("there are two keys with the id " + id);
        }
        return new LinkKeys(signing, all);
    }

    private static String checked(String id) {
        if (!id.matches("[A-Za-z0-9._-]{1,32}")) {
            throw new IllegalArgumentException("the id of a key must have 1 to 32 of the characters A-Z a-z 0-9 . _ -");
        }
        return id;
    }

    private static byte[] checked(byte[] key) {
        if (key.length < LEAST_KEY) {
            throw new IllegalArgumentException("a key must have at least " + LEAST_KEY + " bytes, had " + key.length);
        }
        return key.clone();
    }

    String signing() {
        return signing;
    }

    Map<String, byte[]> keys() {
        return keys;
    }

    /** The ids; never a key. */
    @Override
    public String toString() {
        return "LinkKeys[signing with " + signing + ", accepting " + keys.keySet() + "]";
    }
}
