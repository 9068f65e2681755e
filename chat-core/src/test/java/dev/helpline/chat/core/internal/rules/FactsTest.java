package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void facts_are_a_json_object_whatever_they_say() {
        String json = new Facts()
                .with("by", "a")
                .with("missing", (Object) null)
                .with("to", "quote \" slash \\ line \n")
                .with("none", List.of())
                .with("words", List.of("x", "\""))
                .json();

        assertThat(json)
                .isEqualTo("{\"by\":\"a\",\"to\":\"quote \\\" slash \\\\ line \\u000a\",\"none\":[],"
                        + "\"words\":[\"x\",\"\\\"\"]}");
    }

    @Test
    void no_facts_are_an_empty_object() {
        assertThat(new Facts().json()).isEqualTo("{}");
    }
}
