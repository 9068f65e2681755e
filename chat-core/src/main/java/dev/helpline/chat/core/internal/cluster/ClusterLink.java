package dev.helpline.chat.core.internal.cluster;

import dev.helpline.chat.spi.cluster.ClusterBus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
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
    private final @Nullable ClusterBus bus;
    private volatile @Nullable Outbox outbox;
    private ClusterBus.@Nullable Registration registration;

    private ClusterLink(String node, @Nullable ClusterBus bus) {
        this.node = node;
        this.bus = bus;
    }

    /** The link of an engine without a bus: what is said is dropped. */
    public static ClusterLink none() {
        return new ClusterLink("none", null);
    }

    /**
     * Subscribes to the bus. What is told before {@link #start} is dropped.
     *
     * @param node printable ASCII without spaces that no other node has
     */
    public static ClusterLink to(ClusterBus bus, String node) {
        ClusterLink link = new ClusterLink(node, bus);
        link.registration = Objects.requireNonNull(bus.subscribe(link.new Ear()), "the bus returned no registration");
        return link;
    }

    /**
     * Begins to tell the other nodes.
     *
     * @param nanoTime measures how long the bus takes
     */
    public void start(LongSupplier nanoTime) {
        ClusterBus told = bus;
        if (told != null) {
            Outbox started = new Outbox(notices -> told.publish(NoticeCodec.encode(node, notices)), nanoTime);
            started.start();
            outbox = started;
        }
    }

    /** Whether there is a bus. */
    public boolean isConnected() {
        return bus != null;
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
        Outbox open = outbox;
        if (open != null) {
            open.add(notices);
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
        Outbox open = outbox;
        if (open != null) {
            open.close();
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
