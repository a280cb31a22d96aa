package io.doppelstream.trainer.evaluate.conditional;

import io.doppelstream.model.condition.Condition;
import io.doppelstream.model.condition.Literal;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.util.List;

/**
 * A condition on one column, beside the values that meet it.
 *
 * @param column index of the column
 * @param low smallest value in final units, a category's index; NaN: null is asked for
 * @param high largest value
 * @param condition the same as a user writes it
 */
record DrawnCondition(int column, double low, double high, Condition condition) {

    /** The value of one row; of a numeric column, the range from there to the value of another row. */
    static DrawnCondition around(Table table, int column, int row, int otherRow) {
        ColumnData data = table.column(column);
        Column described = table.schema().column(column);
        if (data.isNull(row)) {
            return new DrawnCondition(column, Double.NaN, Double.NaN, new Condition.IsNull(described.name(), false));
        }
        double value = data.number(row);
        if (described.categorical()) {
            String text = described.vocabulary().get((int) value);
            return new DrawnCondition(
                    column, value, value, new Condition.In(described.name(), List.of(literal(described, text)), false));
        }
        double other = data.isNull(otherRow) ? value : data.number(otherRow);
        double low = Math.min(value, other);
        double high = Math.max(value, other);
        return new DrawnCondition(
                column,
                low,
                high,
                new Condition.Range(
                        described.name(), number(described, low), true, number(described, high), true, false));
    }

    private static Literal number(Column column, double value) {
        return literal(column, Values.text(column.type(), value));
    }

    /** Numbers stand bare, everything else in quotes. */
    private static Literal literal(Column column, String text) {
        boolean bare = column.type().numeric()
                && !(column.type() instanceof ValueType.Date)
                && !(column.type() instanceof ValueType.Timestamp);
        return new Literal(text, !bare);
    }

    boolean holds(Table table, int row) {
        ColumnData data = table.column(column);
        if (data.isNull(row)) {
            return Double.isNaN(low);
        }
        return data.number(row) >= low && data.number(row) <= high;
    }
}
