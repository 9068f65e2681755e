package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnListTest {
    private record Part(String text, long number, boolean flag) {}

    private record Row(
            String id, @Nullable Part part, @Nullable Instant at) {}

    private static final ColumnList<Part> PART = ColumnList.<Part>builder()
            .text("text", Part::text)
            .number("number", Part::number)
            .build();

    private static final ColumnList<Row> COLUMNS = ColumnList.<Row>builder()
            .text("id", Row::id)
            .part(Row::part, PART)
            .instant("taken_at", Row::at)
            .build();

    @Test
    void values_are_bound_in_the_order_of_the_names() throws SQLException {
        assertThat(COLUMNS.names()).isEqualTo("id, text, number, taken_at");
        assertThat(bound(new Row("r", new Part("t", 7, true), Instant.ofEpochMilli(9))))
                .containsExactly("r", "t", 7L, 9L);
    }

    @Test
    void all_columns_of_an_absent_part_are_null() throws SQLException {
        assertThat(bound(new Row("r", null, null))).containsExactly("r", null, null, null);
    }

    @Test
    void texts_of_statements_have_one_item_per_column() {
        assertThat(COLUMNS.size()).isEqualTo(4);
        assertThat(COLUMNS.marks()).isEqualTo("?, ?, ?, ?");
        assertThat(PART.set()).isEqualTo("set text = ?, number = ?");
        assertThat(PART.each(name -> "s." + name)).isEqualTo("s.text, s.number");
    }

    @Test
    void a_list_can_go_on_from_another_one() throws SQLException {
        ColumnList<Row> longer = ColumnList.<Row>builder()
                .all(COLUMNS)
                .flag("flagged", row -> row.part() != null && row.part().flag())
                .build();

        assertThat(longer.names()).isEqualTo("id, text, number, taken_at, flagged");
        assertThat(bound(longer, new Row("r", null, null))).containsExactly("r", null, null, null, false);
    }

    private static List<@Nullable Object> bound(Row row) throws SQLException {
        return bound(COLUMNS, row);
    }

    private static List<@Nullable Object> bound(ColumnList<Row> columns, Row row) throws SQLException {
        Recorder recorder = new Recorder();
        columns.bind(recorder, row);
        return recorder.values;
    }

    private static final class Recorder implements Binder {
        final List<@Nullable Object> values = new ArrayList<>();

        @Override
        public Binder text(@Nullable String value) {
            return add(value);
        }

        @Override
        public Binder number(long value) {
            return add(value);
        }

        @Override
        public Binder numberOrNull(@Nullable Long value) {
            return add(value);
        }

        @Override
        public Binder intOrNull(@Nullable Integer value) {
            return add(value);
        }

        @Override
        public Binder flag(boolean value) {
            return add(value);
        }

        private Binder add(@Nullable Object value) {
            values.add(value);
            return this;
        }
    }
}
