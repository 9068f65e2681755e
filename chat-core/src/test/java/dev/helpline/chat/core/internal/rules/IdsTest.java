package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Iterator<String> made = List.of("one", "two", "three").iterator();
    private final Ids ids = new Ids(made::next);

    @Test
    void each_is_made_once_and_for_one_purpose_however_often_a_command_is_decided() {
        List<String> first = List.of(ids.event().value(), ids.moveSalt(), ids.messageSalt());
        List<String> again = List.of(ids.event().value(), ids.moveSalt(), ids.messageSalt());

        assertThat(first).containsExactly("one", "two", "three");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void none_is_made_before_it_is_needed() {
        ids.messageSalt();

        assertThat(made.next()).isEqualTo("two");
    }
}
