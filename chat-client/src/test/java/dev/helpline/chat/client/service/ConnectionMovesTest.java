package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionMovesTest {
    @Test
    void no_two_moves_are_for_the_same_state_and_event() {
        assertThat(ConnectionMoves.MOVES)
                .extracting(move -> List.of(move.from, move.on))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_move_leads_to_another_state() {
        assertThat(ConnectionMoves.MOVES).noneMatch(move -> move.from == move.to);
    }

    @ParameterizedTest
    @EnumSource
    void every_event_has_a_move(ConnectionEvent event) {
        assertThat(ConnectionMoves.MOVES).anyMatch(move -> move.on == event);
    }

    @ParameterizedTest
    @EnumSource(names = "IDLE", mode = EnumSource.Mode.EXCLUDE)
    void every_state_can_be_reached(ConnectionState state) {
        assertThat(ConnectionMoves.MOVES).anyMatch(move -> move.to == state);
    }

    @ParameterizedTest
    @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
    void every_state_but_the_last_can_be_closed(ConnectionState state) {
        assertThat(ConnectionMoves.after(state, ConnectionEvent.CLOSED)).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void a_closed_service_stays_closed() {
        assertThat(Stream.of(ConnectionEvent.values())
                        .map(event -> ConnectionMoves.after(ConnectionState.CLOSED, event)))
                .containsOnly(ConnectionState.CLOSED);
    }
}
