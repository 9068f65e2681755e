package dev.helpline.chat.client.real;

import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.Transport;
import java.time.Duration;

/** How a service gets what is new in its session, and from which server. */
enum FaultyWay {
    /** Over Jetty's WebSockets, and by polls that are held where a socket does not get through. */
    SOCKETS,
    LONG_POLLS,
    LONG_POLLS_IN_JETTY,
    SHORT_POLLS;

    RealServer server() {
        RealServer.Setup setup = new RealServer.Setup();
        return switch (this) {
            case SOCKETS -> setup.inJettyWithSockets().start();
            case LONG_POLLS_IN_JETTY -> setup.inJetty().start();
            case LONG_POLLS, SHORT_POLLS -> setup.start();
        };
    }

    /** Returns a scheduler that is not too fast: the time that a socket has to become ready is measured with it. */
    FastScheduler scheduler() {
        return this == SOCKETS ? new FastScheduler(100) : new FastScheduler();
    }

    void applyTo(ChatService.Builder service) {
        service.transport(this == SOCKETS ? Transport.AUTO : Transport.POLL)
                .longPoll(this == SHORT_POLLS ? Duration.ZERO : Duration.ofSeconds(25));
    }
}
