package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.Golden;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Conversation conversation = new Conversation();

    private static String message(int seq, int prevSeq) {
        return """
               {"messageId":"m%1$d","seq":%1$d,"prevSeq":%2$d,"message":"%1$d","type":"text","sender":"admin",
                "timestamp":"2026-01-01T00:00:00.000Z","receivedAt":"2026-01-01T00:00:01.000Z"}""".formatted(seq, prevSeq);
    }

    private static String message(int seq) {
        return message(seq, seq - 1);
    }

    private static PollAnswer answer(String cursor, boolean more, boolean ended, String... messages) {
        return Golden.pollAnswer("""
                {"messages":[%s],"cursor":"%s","hasMoreMessages":%s,"sessionEnded":%s,"sessionStatus":"ended_by_admin"}""".formatted(String.join(",", messages), cursor, more, ended));
    }

    private static PollAnswer page(String cursor, int... seqs) {
        return answer(
                cursor,
                false,
                false,
                IntStream.of(seqs).mapToObj(ConversationTest::message).toArray(String[]::new));
    }

    private List<String> shown() {
        return conversation.messages().stream().map(ChatMessage::text).toList();
    }

    @Test
    void a_page_that_comes_twice_changes_nothing() {
        conversation.apply(page("c2", 1, 2));

        PollChanges again = conversation.apply(page("c2", 1, 2));

        assertThat(again.received).isEmpty();
        assertThat(again.madeProgress()).isFalse();
        assertThat(shown()).containsExactly("1", "2");
    }

    private static String amendment(int seq, String text) {
        return message(seq)
                .replace("\"messageId\":\"m" + seq, "\"messageId\":\"m1")
                .replace(
                        "\"message\":\"" + seq + "\"",
                        "\"message\":\"" + text + "\",\"amendment\":true,\"editedAt\":\"2026-01-01T00:00:02.000Z\"");
    }

    @Test
    void an_edit_that_comes_again_after_a_later_one_changes_nothing() {
        conversation.apply(answer("c1", false, false, message(1)));
        conversation.apply(answer("c3", false, false, amendment(2, "first edit"), amendment(3, "second edit")));

        PollChanges again = conversation.apply(answer("c2", false, false, amendment(2, "first edit")));

        assertThat(again.amended).isEmpty();
        assertThat(shown()).containsExactly("second edit");
    }

    private static PollAnswer ended(String cursor, String endedAt) {
        return Golden.pollAnswer("""
                {"messages":[],"cursor":"%s","hasMoreMessages":false,"sessionEnded":true,"sessionStatus":"ended_by_admin",
                "session":{"sessionId":"s-1","status":"ended_by_admin","state":"ended","messageCount":0,
                "createdAt":"2026-01-01T00:00:00.000Z","endedBy":"admin","endedAt":"%s"}}""".formatted(cursor, endedAt));
    }

    @Test
    void a_session_that_has_ended_again_since_the_last_poll_has_another_end() {
        PollChanges first = conversation.apply(ended("c1", "2026-01-01T00:05:00.000Z"));
        PollChanges same = conversation.apply(ended("c1", "2026-01-01T00:05:00.000Z"));
        PollChanges withoutHead = conversation.apply(answer("c1", false, true));
        PollChanges again = conversation.apply(ended("c2", "2026-01-01T00:09:00.000Z"));

        assertThat(first.end).isNotNull();
        assertThat(same.end).isNull();
        assertThat(withoutHead.end).isNull();
        assertThat(again.end).isNotNull();
    }

    @Test
    void overlapping_pages_bring_each_message_once() {
        conversation.apply(page("c2", 1, 2));

        PollChanges applied = conversation.apply(page("c3", 2, 3));

        assertThat(applied.received).extracting(ChatMessage::text).containsExactly("3");
    }

    @Test
    void a_gap_keeps_the_cursor_until_it_is_filled() {
        conversation.apply(page("c1", 1));

        PollChanges gap = conversation.apply(page("c4", 4));
        assertThat(gap.gapFound).isTrue();
        assertThat(gap.received).isEmpty();
        assertThat(conversation.cursor()).isEqualTo("c1");
        conversation.apply(page("c4", 2, 3, 4));

        assertThat(shown()).containsExactly("1", "2", "3", "4");
        assertThat(conversation.cursor()).isEqualTo("c4");
    }

    @Test
    void what_stands_before_a_gap_is_taken() {
        PollChanges gap = conversation.apply(page("c5", 1, 2, 5));

        assertThat(gap.received).extracting(ChatMessage::text).containsExactly("1", "2");
        assertThat(conversation.cursor()).isNull();
    }

    @Test
    void a_gap_that_stays_is_looked_for_from_the_beginning_and_then_accepted() {
        conversation.apply(page("c1", 1));
        conversation.apply(page("c4", 4));
        conversation.apply(page("c4", 4));
        assertThat(conversation.cursor()).isNull();

        PollChanges accepted = conversation.apply(page("c4", 1, 4));

        assertThat(accepted.acceptedGap).isTrue();
        assertThat(accepted.received).extracting(ChatMessage::text).containsExactly("4");
        assertThat(conversation.cursor()).isEqualTo("c4");
    }

    @Test
    void a_message_that_turns_up_behind_an_accepted_gap_takes_its_place() {
        conversation.apply(page("c3", 3));
        conversation.apply(page("c3", 3));
        conversation.apply(page("c3", 3));

        PollChanges late = conversation.apply(page("c3", 1, 2, 3));

        assertThat(late.received).extracting(ChatMessage::text).containsExactly("1", "2");
        assertThat(shown()).containsExactly("1", "2", "3");
    }

    @Test
    void a_chain_over_entries_one_may_not_see_is_no_gap() {
        conversation.apply(page("c1", 1));

        PollChanges applied = conversation.apply(answer("c7", false, false, message(7, 1)));

        assertThat(applied.gapFound).isFalse();
        assertThat(shown()).containsExactly("1", "7");
    }

    @Test
    void a_send_moves_neither_cursor_nor_what_counts_as_applied() {
        conversation.apply(page("c1", 1));
        conversation.written(UnsentMessage.of("mine", "hello", NOW));

        conversation.sent("mine", sent(3));

        assertThat(conversation.cursor()).isEqualTo("c1");
        PollChanges applied = conversation.apply(page("c2", 2));
        assertThat(applied.received).hasSize(1);
        assertThat(shown()).containsExactly("1", "2", "hello");
    }

    @Test
    void unsent_messages_stand_last_in_the_order_of_writing() {
        conversation.written(UnsentMessage.of("a", "first", NOW));
        conversation.written(UnsentMessage.of("b", "second", NOW));

        conversation.apply(page("c2", 1, 2));

        assertThat(shown()).containsExactly("1", "2", "first", "second");
    }

    @Test
    void an_echo_before_the_answer_takes_the_servers_number_and_time() {
        conversation.written(UnsentMessage.of("m1", "1", NOW));

        PollChanges echo = conversation.apply(page("c1", 1));

        ChatMessage message = echo.updated.get(0);
        assertThat(echo.received).isEmpty();
        assertThat(message.state()).isEqualTo(DeliveryState.SENT);
        assertThat(message.seq()).hasValue(1);
        assertThat(message.receivedAt()).contains(Instant.parse("2026-01-01T00:00:01Z"));
        assertThat(conversation.sent("m1", sent(1))).isNull();
    }

    @Test
    void an_end_waits_for_the_last_message_and_comes_once() {
        assertThat(conversation.apply(answer("c1", true, true, message(1))).end).isNull();

        assertThat(conversation.apply(answer("c2", false, true, message(2))).end)
                .isNotNull();

        assertThat(conversation.apply(answer("c2", false, true)).end).isNull();
    }

    @Test
    void an_end_behind_a_gap_waits() {
        assertThat(conversation.apply(answer("c3", false, true, message(3))).end)
                .isNull();
        assertThat(conversation.isEnded()).isFalse();
    }

    @Test
    void an_answer_to_a_send_from_before_the_end_does_not_undo_it() {
        conversation.written(UnsentMessage.of("m1", "1", NOW));
        conversation.apply(answer("c1", false, true, message(1)));

        conversation.sent("m1", sent(1));

        assertThat(conversation.isEnded()).isTrue();
    }

    @Test
    void a_message_stored_behind_the_end_has_reopened_the_session() {
        conversation.apply(answer("c1", false, true, message(1)));
        conversation.written(UnsentMessage.of("mine", "one more thing", NOW));

        conversation.sent("mine", sent(4));

        assertThat(conversation.isEnded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_pages_come_each_message_is_received_once_and_shown_in_order(long seed) {
        Random random = new Random(seed);
        List<String> received = new ArrayList<>();
        for (int poll = 0; poll < 200; poll++) {
            int from = 1 + random.nextInt(40);
            int[] seqs = IntStream.range(from, Math.min(41, from + random.nextInt(12)))
                    .toArray();
            conversation.apply(page("c" + poll, seqs)).received.forEach(message -> received.add(message.text()));
        }

        assertThat(received).as("seed %d", seed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(shown());
        assertThat(conversation.messages())
                .extracting(message -> message.seq().orElseThrow())
                .isSorted();
    }

    private static SentMessage sent(int seq) {
        return Golden.sentMessage("""
                {"messageId":"x","seq":%d,"status":"sent","timestamp":"2026-01-01T00:00:00.000Z",
                 "deliveredAt":"2026-01-01T00:00:01.000Z"}""".formatted(seq));
    }
}
