package dev.helpline.chat.core.internal.cluster;

import dev.helpline.chat.spi.cluster.ClusterBus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's end of the cluster bus, if the host gave the engine one. A bus that blocks, throws or repeats disturbs no caller.
 * Thread-safe.
 */
public final class ClusterLink {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLink.class);

    /** Receives what other nodes say, on a thread of the bus; must return quickly. */
    public interface Receiver {
        /** The node of this id, which is another one, said this. */
        void received(String node, ClusterNotice notice);

        /** Other nodes may have said more than arrived. */
        void mayHaveMissed();
    }

    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final AtomicLong orders = new AtomicLong();
    private final String node;
    private @Nullable Outbox outbox;
    private ClusterBus.@Nullable Registration registration;

    private ClusterLink(String node) {
        this.node = node;
    }

    /** The link of an engine without a bus: what is said is dropped. */
    public static ClusterLink none() {
        return new ClusterLink("none");
    }

    /**
     * Subscribes to the bus.
     *
     * @param node printable ASCII without spaces that no other node has
     */
    public static ClusterLink to(ClusterBus bus, String node) {
        ClusterLink link = new ClusterLink(node);
        link.registration = Objects.requireNonNull(bus.subscribe(link.new Ear()), "the bus returned no registration");
        link.outbox = new Outbox(notices -> bus.publish(NoticeCodec.encode(node, notices)));
        link.outbox.start();
        return link;
    }

    /** Whether there is a bus. */
    public boolean isConnected() {
        return outbox != null;
    }

    /** Returns a number above all that this node had before. */
    public long nextOrder() {
        return orders.incrementAndGet();
    }

    /** Adds a receiver of what other nodes say. */
    public void addReceiver(Receiver receiver) {
        receivers.add(receiver);
    }

    /** Tells the other nodes, soon. Returns at once. */
    public void tell(Collection<? extends ClusterNotice> notices) {
        if (outbox != null) {
            outbox.add(notices);
        }
    }

    /** Stops listening, and gives the bus 200 milliseconds for what was told last. */
    public void close() {
        if (registration != null) {
            try {
                registration.close();
            } catch (Throwable e) {
                LOG.warn("the cluster bus failed to end the subscription", e);
            }
        }
        if (outbox != null) {
            outbox.close();
        }
    }

    private final class Ear implements ClusterBus.Listener {
        @Override
        public void received(String text) {
            NoticeCodec.decode(text)
                    .filter(decoded -> !decoded.node().equals(node))
                    .ifPresent(decoded -> decoded.notices().forEach(notice -> pass(decoded.node(), notice)));
        }

        private void pass(String from, ClusterNotice notice) {
            receivers.forEach(receiver -> receiver.received(from, notice));
        }

        @Override
        public void mayHaveMissed() {
            receivers.forEach(Receiver::mayHaveMissed);
        }
    }
}
