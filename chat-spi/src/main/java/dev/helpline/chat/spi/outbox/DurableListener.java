package dev.helpline.chat.spi.outbox;

import dev.helpline.chat.spi.Experimental;

/**
 * Receives every event of every session at least once, even if the process is killed right after the commit: that an event is to be
 * handed over is stored by the commit that makes it.
 *
 * <p>The events of a session come in the order of its log, one at a time; events of different sessions come at the same time, on
 * threads of the engine's own. Of all engines over one store that have a listener of this name, one calls it. An event may come again,
 * with the same {@link ChatEvent#id}, after a failure, and after its engine was killed or lost sight of the store.
 */
@Experimental
@FunctionalInterface
public interface DurableListener {
    /**
     * Takes an event. It has been taken when this method returns. May take its time: meanwhile only the later events of the same session
     * wait, as long as few sessions are slow at once.
     *
     * @throws Exception if the event could not be taken; it is handed over again after a while, and the later events of its session wait
     *     for it. After the last attempt it is put aside as a dead letter, and the session goes on without it
     */
    void onEvent(ChatEvent event) throws Exception;

    /**
     * Takes the event that a session was erased: by the host, with its customer, or by the retention policy. It is stored by the erasure and handed
     * over like other events; those of the session that the listener had not taken are gone. Does nothing by default.
     *
     * @throws Exception if the event could not be taken, with the same consequences as for other events
     */
    default void onErased(ErasureEvent event) throws Exception {}
}
