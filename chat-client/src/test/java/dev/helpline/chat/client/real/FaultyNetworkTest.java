package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SDK and the server keep their promises under every network fault, whichever way the SDK follows the session. */
class FaultyNetworkTest {
    /** Of each kind of fault. With {@code helpline.network.sends}, another number. */
    private static final int MANY = Integer.getInteger("helpline.network.sends", 10_000);

    /** For each kind of fault. With {@code helpline.long.seconds}, another time. */
    private static final Duration LONGEST = Duration.ofSeconds(Long.getLong("helpline.long.seconds", 60));

    @ParameterizedTest
    @EnumSource
    @Timeout(90)
    void every_message_is_stored_and_shown_once_and_in_order(NetworkFault networkFault) throws Exception {
        assertThat(holdOverAllWays(networkFault, 500, Duration.ofSeconds(60))).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    @Timeout(600)
    void every_one_of_many_messages_is_stored_and_shown_once_and_in_order(NetworkFault networkFault) throws Exception {
        long before = System.nanoTime();

        int sent = holdOverAllWays(networkFault, MANY, LONGEST);

        assertThat(sent).isPositive();
        System.out.printf(
                "%s: %d messages sent in %d s%n", networkFault, sent, (System.nanoTime() - before) / 1_000_000_000);
    }

    /** Holds one conversation over each way at the same time, with so many messages of customers in all. */
    private static int holdOverAllWays(NetworkFault networkFault, int count, Duration longest) throws Exception {
        FaultyWay[] ways = FaultyWay.values();
        int each = (count + ways.length - 1) / ways.length;
        ExecutorService threads = Executors.newFixedThreadPool(ways.length);
        List<FaultyConversation> conversations = new ArrayList<>();
        try {
            List<Future<Integer>> sent = new ArrayList<>();
            for (FaultyWay way : ways) {
                FaultyConversation conversation = new FaultyConversation(way);
                conversations.add(conversation);
                sent.add(threads.submit(() -> conversation.hold(networkFault, each, longest)));
            }
            int total = 0;
            for (Future<Integer> one : sent) {
                total += one.get();
            }
            return total;
        } finally {
            conversations.forEach(FaultyConversation::close);
            threads.shutdownNow();
        }
    }
}
