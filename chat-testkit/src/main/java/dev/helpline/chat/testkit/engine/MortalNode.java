package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An engine whose store can stop to reply to it, as if the node had died: nothing that it does from then on is stored. Thread-safe. */
final class MortalNode {
    private static final int NEVER = -1;

    private final ChatStore store;
    private final ChatEngine engine;
    private final AtomicInteger commitsLeft = new AtomicInteger(NEVER);
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean isLastStored;
    private volatile boolean dead;

    /**
     * A node that lives.
     *
     * @param engineOver makes the engine over the store that it is given
     */
    MortalNode(ChatStore store, Function<ChatStore, ChatEngine> engineOver) {
        this.store = store;
        this.engine = engineOver.apply((ChatStore) Proxy.newProxyInstance(
                MortalNode.class.getClassLoader(),
                new Class<?>[] {ChatStore.class},
                (proxy, method, arguments) -> call(method, arguments)));
    }

    ChatEngine engine() {
        return engine;
    }

    boolean isDead() {
        return dead;
    }

    /**
     * The node will die when it commits for the n-th time.
     *
     * @param n from 1
     * @param stored whether that commit is stored, although the node does not hear of it
     */
    void dieAtCommit(int n, boolean stored) {
        isLastStored = stored;
        commitsLeft.set(n);
    }

    /** The node dies, if it has not. Returns when it does nothing to the store any more. */
    void die() {
        dead = true;
        engine.close(Duration.ofMillis(1));
        Await.until(() -> underWay.get() == 0);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        underWay.incrementAndGet();
        try {
            if (dead) {
                throw new StoreException("the node is dead");
            }
            boolean isLast =
                    method.getName().startsWith("commit") && commitsLeft.getAndUpdate(MortalNode::oneLess) == 1;
            if (!isLast || isLastStored) {
                Object result = passOn(method, arguments);
                if (!isLast) {
                    return result;
                }
            }
            dead = true;
            // On a thread of its own: closing waits for the command that makes this call.
            CompletableFuture.runAsync(() -> engine.close(Duration.ofMillis(1))).exceptionally(failure -> null);
            throw new StoreException("the node has died");
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static int oneLess(int left) {
        return left > 0 ? left - 1 : left;
    }

    private @Nullable Object passOn(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
