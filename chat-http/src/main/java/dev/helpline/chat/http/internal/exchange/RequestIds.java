package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.spi.IdGenerator;
import java.util.List;
import java.util.regex.Pattern;

/** Gives each call an id that is in the reply and in the log. */
public final class RequestIds {
    static final String HEADER = "X-Request-Id";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final IdGenerator ids;

    public RequestIds(IdGenerator ids) {
        this.ids = ids;
    }

    /** Returns the id that the caller sent if it is safe to log, and a new id otherwise. */
    public String of(HttpCall call) {
        List<String> given = call.headers(HEADER);
        return given.size() == 1 && SAFE.matcher(given.get(0)).matches() ? given.get(0) : ids.newId();
    }
}
