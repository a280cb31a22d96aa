package io.doppelstream.model.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionedRowsTest {

    private static final Table TABLE = new Table(
            new TableSchema(
                    List.of(
                            new Column(
                                    "kind", new ValueType.Text(), new Role.Categorical(List.of("a", "b", "c")), true),
                            new Column("fraud", new ValueType.Whole(), new Role.Continuous(), true)),
                    null),
            List.of(
                    new ColumnData.Codes(new int[] {0, 1, ColumnData.NULL_CODE, 2}),
                    new ColumnData.Longs(new long[] {0, 1, 1, ColumnData.NULL_LONG})));

    @Test
    void shouldFindTheRowsThatMeetACondition() {
        assertThat(ConditionedRows.of(TABLE, "fraud = 1").holds()).containsExactly(false, true, true, false);
        assertThat(ConditionedRows.of(TABLE, "fraud = 1").column()).isEqualTo(1);
        assertThat(ConditionedRows.of(TABLE, "kind != 'a'").holds()).containsExactly(false, true, false, true);
        assertThat(ConditionedRows.of(TABLE, "fraud is null").holds()).containsExactly(false, false, false, true);
    }

    @Test
    void shouldSayWhatIsWrongWithACondition() {
        assertThatThrownBy(() -> ConditionedRows.of(TABLE, "fraud = 1 and kind = 'a'"))
                .hasMessageContaining("Expected one condition on one column");
        assertThatThrownBy(() -> ConditionedRows.of(TABLE, "isFraud = 1"))
                .hasMessage("Expected one of the columns kind, fraud, found 'isFraud'");
        assertThatThrownBy(() -> ConditionedRows.of(TABLE, "kind = 'd'"))
                .hasMessageContaining("Expected one of a, b, c");
        assertThatThrownBy(() -> ConditionedRows.of(TABLE, "fraud =")).hasMessageContaining("at character");
    }
}
