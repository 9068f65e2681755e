package dev.helpline.chat.core;

import dev.helpline.chat.spi.IdGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/** Ids of 128 random bits, as 22 characters of the URL-safe Base64 alphabet (RFC 4648). Thread-safe. */
final class RandomIds implements IdGenerator {
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String newId() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
