package dev.helpline.chat.core.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ViewerTest {
    private static final Set<Include> ALL = EnumSet.allOf(Include.class);

    @Test
    void a_caller_looks_from_the_side_of_the_role() {
        assertThat(Viewer.of(new Actor(Principal.agent("a", Role.AGENT, null, null))))
                .isEqualTo(Viewer.AGENT);
        assertThat(Viewer.of(new Actor(Principal.customer("c", null)))).isEqualTo(Viewer.CUSTOMER);
        assertThat(Viewer.of(new Actor(Principal.ANONYMOUS))).isEqualTo(Viewer.CUSTOMER);
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_may_see_every_kind_for_every_audience(EntryKind kind) {
        assertThat(Viewer.AGENT.sees(entry(kind, Audience.ALL, ParticipantType.AGENT)))
                .isTrue();
        assertThat(Viewer.AGENT.sees(entry(kind, Audience.AGENTS, ParticipantType.AGENT)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, ALL, true",
        "EVENT, ALL, true",
        "AMENDMENT, ALL, true",
        "NOTE, ALL, false",
        "MESSAGE, AGENTS, false",
        "EVENT, AGENTS, false",
        "AMENDMENT, AGENTS, false",
        "NOTE, AGENTS, false"
    })
    void a_customer_may_see_what_is_for_all_and_no_note(EntryKind kind, Audience audience, boolean seen) {
        Entry entry = entry(kind, audience, ParticipantType.AGENT);

        assertThat(Viewer.CUSTOMER.sees(entry)).isEqualTo(seen);
        assertThat(Viewer.CUSTOMER.wants(entry, ALL)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGE,   CUSTOMER, '',     OWN",
        "MESSAGE,   AGENT,    OWN,    ''",
        "MESSAGE,   BOT,      '',     ''",
        "MESSAGE,   SYSTEM,   SYSTEM, SYSTEM",
        "EVENT,     SYSTEM,   SYSTEM, SYSTEM",
        "EVENT,     AGENT,    SYSTEM, SYSTEM",
        "AMENDMENT, CUSTOMER, '',     OWN",
        "AMENDMENT, AGENT,    OWN,    ''",
        "AMENDMENT, SYSTEM,   SYSTEM, SYSTEM"
    })
    void what_is_answered_besides_the_other_side_has_to_be_asked_for(
            EntryKind kind, ParticipantType author, String agentAsksFor, String customerAsksFor) {
        Entry entry = entry(kind, Audience.ALL, author);

        assertWanted(Viewer.AGENT, entry, agentAsksFor);
        assertWanted(Viewer.CUSTOMER, entry, customerAsksFor);
    }

    @ParameterizedTest
    @CsvSource({"AGENT, OWN", "BOT, ''", "SYSTEM, SYSTEM"})
    void a_note_comes_to_an_agent_as_a_message_of_its_author_would_and_never_as_an_event(
            ParticipantType author, String asksFor) {
        assertWanted(Viewer.AGENT, entry(EntryKind.NOTE, Audience.AGENTS, author), asksFor);
    }

    private static void assertWanted(Viewer viewer, Entry entry, String asksFor) {
        Set<Include> needed = asksFor.isEmpty() ? Set.of() : Set.of(Include.valueOf(asksFor));
        Set<Include> others = EnumSet.allOf(Include.class);
        others.removeAll(needed);

        assertThat(viewer.wants(entry, needed))
                .as("%s asking for %s", viewer, needed)
                .isTrue();
        assertThat(viewer.wants(entry, others))
                .as("%s asking for %s", viewer, others)
                .isEqualTo(needed.isEmpty());
    }

    private static Entry entry(EntryKind kind, Audience audience, ParticipantType author) {
        return Entry.builder(new SessionId("s"), 1, new EntryId("e"))
                .prevVisibleSeq(0)
                .messageNumber(kind == EntryKind.MESSAGE ? 1 : 0)
                .kind(kind)
                .type("text")
                .audience(audience)
                .author(new Author(author, "id", null, null))
                .at(Sessions.START)
                .text("text")
                .fingerprint("")
                .build();
    }
}
