package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.spi.IdGenerator;
import java.util.List;
import java.util.regex.Pattern;

/** Names each call, so that what a caller saw can be found in the log. */
public final class RequestIds {
    static final String HEADER = "X-Request-Id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final IdGenerator ids;

    public RequestIds(IdGenerator ids) {
        this.ids = ids;
    }

    /** The id the caller gave, if it is harmless; otherwise one of our own. */
    public String of(HttpCall call) {
        List<String> given = call.headers(HEADER);
        return given.size() == 1 && SANE.matcher(given.get(0)).matches() ? given.get(0) : ids.newId();
    }
}
