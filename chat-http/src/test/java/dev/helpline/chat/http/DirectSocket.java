package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.http.exchange.SocketPeer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A socket without a server. */
final class DirectSocket {
    final FrameInbox inbox = new FrameInbox();
    private final Peer peer = new Peer();
    private final ChatSocket chat;

    private DirectSocket(SocketHandshake handshake) {
        chat = handshake.open(peer);
    }

    static Opener to(ChatHttp http, String path) {
        return new Opener(http, path);
    }

    /** Sends a frame; writes quotation marks for apostrophes. */
    void send(String frame) {
        chat.received(frame.replace('\'', '"'), true);
    }

    ChatSocket chat() {
        return chat;
    }

    /** From now on the frames that the server sends stay on their way. */
    void stopReading() {
        peer.stop();
    }

    private final class Peer implements SocketPeer {
        private @Nullable CompletableFuture<Void> stuck;
        private boolean busy;

        @Override
        public synchronized CompletionStage<Void> send(String text) {
            assertThat(busy)
                    .as("a second frame is sent while the first is on its way")
                    .isFalse();
            if (stuck != null) {
                busy = true;
                return stuck;
            }
            inbox.add(text);
            return CompletableFuture.completedFuture(null);
        }

        synchronized void stop() {
            stuck = new CompletableFuture<>();
        }

        @Override
        public void close(int code, String reason) {
            assertThat(reason).hasSizeBetween(1, 100);
            inbox.close(code);
        }
    }

    /** Collects the head of the handshake. */
    static final class Opener {
        private final ChatHttp http;
        private final HttpCall.Builder head;

        private Opener(ChatHttp http, String path) {
            this.http = Objects.requireNonNull(http);
            int mark = path.indexOf('?');
            head = HttpCall.builder("GET", mark < 0 ? path : path.substring(0, mark))
                    .query(mark < 0 ? null : path.substring(mark + 1))
                    .header("Host", "chat.example:8443")
                    .remoteAddress("203.0.113.7");
        }

        Opener token(String token) {
            return header("Authorization", "Bearer " + token);
        }

        Opener header(String name, String value) {
            head.header(name, value);
            return this;
        }

        Opener from(String address) {
            head.remoteAddress(address);
            return this;
        }

        DirectSocket open() {
            SocketHandshake handshake = http.handshake(head.build());
            assertThat(handshake.rejection()).isEmpty();
            return new DirectSocket(handshake);
        }

        /** The status of the rejection. */
        int rejection() {
            return http.handshake(head.build()).rejection().orElseThrow().status();
        }
    }
}
