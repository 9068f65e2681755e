package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.spi.cluster.ClusterBus;
import java.util.Queue;

/** Keeps the notices that a cluster bus carries, in the order in which they come. */
record RecordingListener(Queue<String> heard) implements ClusterBus.Listener {
    @Override
    public void received(String notice) {
        heard.add(notice);
    }

    @Override
    public void mayHaveMissed() {}
}
