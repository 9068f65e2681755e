package dev.helpline.chat.testkit.cluster;

import dev.helpline.chat.core.memory.MemoryClusterBus;
import dev.helpline.chat.spi.cluster.ClusterBus;

class MemoryClusterBusTest extends ClusterBusContract {
    private final ClusterBus bus = new MemoryClusterBus();

    @Override
    protected ClusterBus connect() {
        return bus;
    }
}
