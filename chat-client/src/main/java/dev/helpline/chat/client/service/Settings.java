package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.internal.socket.SocketApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link ChatService}. */
final class Settings {
    final ChatApi api;
    final ChatScheduler scheduler;
    final Clock clock;
    final Random random;
    final Supplier<String> ids;
    final Duration pollInterval;
    final Duration hiddenPollInterval;
    final Duration maxWait;
    final @Nullable SocketApi sockets;
    final Duration endedPollInterval;
    final Duration firstBackoff;
    final Duration maxBackoff;
    final int sendAttempts;
    final int callAttempts;
    final @Nullable AttachmentCache attachmentCache;

    Settings(ChatService.Builder builder, ChatScheduler scheduler) {
        this.scheduler = scheduler;
        api = builder.api;
        clock = builder.clock;
        random = builder.random;
        ids = builder.ids;
        pollInterval = builder.pollInterval;
        hiddenPollInterval = builder.hiddenPollInterval;
        sockets = builder.transport == Transport.AUTO && api instanceof SocketApi ? (SocketApi) api : null;
        Duration asked = builder.maxWait;
        Duration unasked = sockets == null ? Duration.ZERO : ChatService.Builder.MAX_WAIT;
        maxWait = asked == null ? unasked : asked;
        endedPollInterval = builder.endedPollInterval;
        firstBackoff = builder.firstBackoff;
        maxBackoff = builder.maxBackoff;
        sendAttempts = builder.sendAttempts;
        callAttempts = builder.callAttempts;
        attachmentCache = builder.attachmentCache;
    }
}
