package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * What a gateway is made of.
 *
 * @param corsOrigins the origins whose pages may use it, besides its own
 * @param trustDeclaredUsers whether a client without a token is the customer whom it says it is
 */
public record GatewaySettings(
        ChatEngine engine,
        ChatHttp http,
        List<DialectModule> dialects,
        Set<String> corsOrigins,
        boolean trustDeclaredUsers,
        InstantSource clock,
        Scheduler scheduler,
        IdGenerator ids) {}
