package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.IdGenerator;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Request ids that are unlikely to repeat. They grant no access, so they may be guessable. */
public final class RandomRequestIds implements IdGenerator {
    @Override
    public String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
