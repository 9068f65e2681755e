package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.IdGenerator;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names that are unlikely to repeat. They open no door, so they need not be hard to guess. */
public final class RandomRequestIds implements IdGenerator {
    @Override
    public String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
