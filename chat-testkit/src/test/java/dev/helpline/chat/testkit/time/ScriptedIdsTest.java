package dev.helpline.chat.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ScriptedIdsTest {
    private final ScriptedIds ids = new ScriptedIds();

    @Test
    void ids_come_in_order_and_as_long_as_real_ones() {
        assertThat(ids.newId()).isEqualTo("scripted-00000001").hasSizeBetween(16, 64);
        assertThat(ids.newId()).isEqualTo("scripted-00000002");
    }

    @Test
    void given_ids_come_first() {
        ids.next("one", "two");

        assertThat(ids.newId()).isEqualTo("one");
        assertThat(ids.newId()).isEqualTo("two");
        assertThat(ids.newId()).isEqualTo("scripted-00000001");
    }

    @Test
    void an_id_is_not_given_twice() {
        ids.next("one", "one");
        ids.newId();

        assertThatIllegalStateException().isThrownBy(ids::newId).withMessageContaining("one");
    }
}
