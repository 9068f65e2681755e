package dev.helpline.chat.http.internal.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the client's address of a call. Uses {@code X-Forwarded-For} only if the connection comes from a trusted
 * proxy, and then only from its right end to the first address that is not a trusted proxy.
 */
public final class ClientAddresses {
    private static final int MAX_HOPS = 32;
    private static final int MAX_PEERS = 10_000;
    private static final String UNKNOWN = "unknown";

    private static final Logger LOG = LoggerFactory.getLogger(ClientAddresses.class);

    private final List<IpRange> trustedProxies;

    /** The parsed forms of the addresses of connections, most of which make many calls. */
    private final Cache<String, Optional<IpAddress>> peers =
            Caffeine.newBuilder().maximumSize(MAX_PEERS).executor(Runnable::run).build();

    private final AtomicBoolean warned = new AtomicBoolean();

    public ClientAddresses(List<IpRange> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** Returns the key under which the client's address is counted. */
    String keyOf(HttpCall call) {
        return addressOf(call).map(IpAddress::key).orElse(UNKNOWN);
    }

    /** Returns the caller with this token, from the client's address. */
    Caller callerOf(HttpCall call, Accepted token) {
        return addressOf(call)
                .map(address -> new Caller(token, address.key(), address.network()))
                .orElseGet(() -> new Caller(token, UNKNOWN, null));
    }

    /** Returns the client's address; empty if it is not known. */
    public Optional<NetworkAddress> networkOf(HttpCall call) {
        return addressOf(call).map(IpAddress::network);
    }

    /** Returns the client's numeric address; empty if it is not known. */
    Optional<String> textOf(HttpCall call) {
        return addressOf(call).map(IpAddress::toString);
    }

    private Optional<IpAddress> addressOf(HttpCall call) {
        Optional<IpAddress> peer = peers.get(call.remoteAddress(), IpAddress::parse);
        return peer.map(address -> client(address, call));
    }

    private IpAddress client(IpAddress peer, HttpCall call) {
        if (call.headers("X-Forwarded-For").isEmpty()) {
            return peer;
        }
        warnOfProxy(peer);
        IpAddress client = peer;
        for (String hop : hopsFromTheRight(call)) {
            if (!isTrusted(client)) {
                return client;
            }
            Optional<IpAddress> next = IpAddress.parse(withoutPort(hop));
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
        }
        return client;
    }

    /** Clients behind a proxy that is not trusted share one address and its budgets. */
    private void warnOfProxy(IpAddress peer) {
        if (!isTrusted(peer) && !warned.getAndSet(true)) {
            LOG.warn(
                    "calls with X-Forwarded-For come from {}, which is not a trusted proxy: if it is a proxy of yours, name it"
                            + " as one; until then all of its clients count as one address",
                    peer);
        }
    }

    private boolean isTrusted(IpAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> hopsFromTheRight(HttpCall call) {
        List<String> hops = new ArrayList<>();
        for (String header : call.headers("X-Forwarded-For")) {
            Collections.addAll(hops, header.split(",", -1));
        }
        Collections.reverse(hops);
        return hops.subList(0, Math.min(hops.size(), MAX_HOPS));
    }

    /** Some proxies send ports: {@code 203.0.113.7:4711} and {@code [2001:db8::7]:4711}. */
    private static String withoutPort(String hop) {
        String text = hop.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
