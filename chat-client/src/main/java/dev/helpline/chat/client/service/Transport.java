package dev.helpline.chat.client.service;

/** How a {@link ChatService} gets what is new. All transports have the same messages and events, from the same cursor. */
public enum Transport {
    /**
     * Over a WebSocket. While one cannot be opened, because the server, a proxy or the network does not let it through, the service polls, and
     * tries a WebSocket again later. The service changes between both at any time. With another {@code ChatApi} than that of a {@code
     * HelplineClient}, such as a decorator or a fake, the service only polls.
     */
    AUTO,
    /** Polls only. */
    POLL
}
