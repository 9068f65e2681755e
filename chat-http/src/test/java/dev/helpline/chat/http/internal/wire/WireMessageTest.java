package dev.helpline.chat.http.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.AssignmentEvent;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.Quote;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireMessageTest {
    @Test
    void a_message_has_its_type_and_its_sender() {
        assertThat(WireMessage.of(List.of(entry(EntryKind.MESSAGE, "text")), Role.CUSTOMER, SessionActivity.NONE))
                .singleElement()
                .returns("text", WireMessage::type)
                .returns("admin", WireMessage::sender)
                .returns(new WireAdminInfo(null, "Anton", "Sales"), WireMessage::adminInfo)
                .returns(null, WireMessage::event);
    }

    @Test
    void a_reply_has_the_message_that_it_quotes() {
        Entry question = entry(EntryKind.MESSAGE, "text");
        Entry reply = Entry.builder(question.session(), 8, new EntryId("r"))
                .messageNumber(2)
                .kind(EntryKind.MESSAGE)
                .type("text")
                .at(question.at())
                .replyTo(question.id())
                .quote(Quote.of(question))
                .build();

        assertThat(WireMessage.of(List.of(reply), Role.CUSTOMER, SessionActivity.NONE))
                .extracting(WireMessage::quote)
                .containsExactly(
                        new WireQuote("e", "said", "text", "admin", new WireAdminInfo(null, "Anton", "Sales")));
    }

    @Test
    void agents_get_the_id_of_the_agent_who_wrote() {
        assertThat(WireMessage.of(
                        List.of(entry(EntryKind.MESSAGE, "text"), entry(EntryKind.NOTE, "note")),
                        Role.AGENT,
                        SessionActivity.NONE))
                .extracting(WireMessage::adminInfo)
                .containsOnly(new WireAdminInfo("a", "Anton", "Sales"));
    }

    @Test
    void an_event_has_the_sender_system_and_its_name() {
        assertThat(WireMessage.of(
                        List.of(entry(EntryKind.EVENT, "session_ended")), Role.CUSTOMER, SessionActivity.NONE))
                .singleElement()
                .returns("system", WireMessage::type)
                .returns("system", WireMessage::sender)
                .returns(null, WireMessage::adminInfo)
                .returns("session_ended", WireMessage::event);
    }

    @Test
    void only_agents_are_told_whom_a_session_was_assigned_to() {
        Entry assigned = entry(EntryKind.EVENT, "session_assigned").toBuilder()
                .metadata(AssignmentEvent.metadata(new AgentId("anton-7")))
                .build();

        assertThat(WireMessage.of(List.of(assigned), Role.AGENT, SessionActivity.NONE))
                .singleElement()
                .extracting(WireMessage::metadata)
                .hasToString("{\"agent\":\"anton-7\"}");
        assertThat(WireMessage.of(List.of(assigned), Role.CUSTOMER, SessionActivity.NONE))
                .singleElement()
                .returns("session_assigned", WireMessage::event)
                .returns(null, WireMessage::metadata);
    }

    @Test
    void customers_are_told_the_facts_of_other_events() {
        Entry closed = entry(EntryKind.EVENT, "outside_hours").toBuilder()
                .metadata("{\"opensAt\":\"later\"}")
                .build();

        assertThat(WireMessage.of(List.of(closed), Role.CUSTOMER, SessionActivity.NONE))
                .singleElement()
                .extracting(WireMessage::metadata)
                .hasToString("{\"opensAt\":\"later\"}");
    }

    @Test
    void an_amendment_is_the_message_that_it_names_as_it_is_now() {
        Entry amendment = entry(EntryKind.AMENDMENT, "edited").toBuilder()
                .replyTo(new EntryId("m"))
                .editedAt(Instant.parse("2026-01-05T09:05:00Z"))
                .build();

        assertThat(WireMessage.of(List.of(amendment), Role.CUSTOMER, SessionActivity.NONE))
                .singleElement()
                .returns("m", WireMessage::messageId)
                .returns(7L, WireMessage::seq)
                .returns(4L, WireMessage::prevSeq)
                .returns("said", WireMessage::message)
                .returns("text", WireMessage::type)
                .returns("2026-01-05T09:05:00.000Z", WireMessage::editedAt)
                .returns(null, WireMessage::deletedAt)
                .returns(null, WireMessage::replyTo)
                .returns(true, WireMessage::amendment);
    }

    @Test
    void a_note_is_for_agents() {
        List<Entry> page = List.of(entry(EntryKind.MESSAGE, "text"), entry(EntryKind.NOTE, "session_ended"));

        assertThat(WireMessage.of(page, Role.AGENT, SessionActivity.NONE)).hasSize(2);
        assertThat(WireMessage.of(page, Role.CUSTOMER, SessionActivity.NONE))
                .extracting(WireMessage::type)
                .containsExactly("text");
    }

    @Test
    void an_amendment_that_names_no_message_is_left_out() {
        List<Entry> page = List.of(entry(EntryKind.MESSAGE, "text"), entry(EntryKind.AMENDMENT, "session_ended"));

        assertThat(WireMessage.of(page, Role.AGENT, SessionActivity.NONE))
                .extracting(WireMessage::type)
                .containsExactly("text");
        assertThat(WireMessage.of(page, Role.CUSTOMER, SessionActivity.NONE))
                .extracting(WireMessage::type)
                .containsExactly("text");
    }

    @Test
    void an_agent_gets_the_previous_seq_and_a_customer_the_previous_visible_one() {
        List<Entry> page = List.of(entry(EntryKind.MESSAGE, "text"));

        assertThat(WireMessage.of(page, Role.AGENT, SessionActivity.NONE))
                .extracting(WireMessage::prevSeq)
                .containsExactly(6L);
        assertThat(WireMessage.of(page, Role.CUSTOMER, SessionActivity.NONE))
                .extracting(WireMessage::prevSeq)
                .containsExactly(4L);
    }

    private static Entry entry(EntryKind kind, String type) {
        return Entry.builder(new SessionId("s"), 7, new EntryId("e"))
                .prevVisibleSeq(4)
                .messageNumber(kind == EntryKind.MESSAGE ? 1 : 0)
                .kind(kind)
                .type(type)
                .audience(Audience.ALL)
                .author(new Author(ParticipantType.AGENT, "a", "Anton", "Sales"))
                .at(Instant.parse("2026-01-05T09:00:00Z"))
                .text("said")
                .fingerprint("")
                .build();
    }
}
