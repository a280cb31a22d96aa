package io.doppelstream.model.condition;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.List;

/**
 * Which rows of a real table meet one condition.
 *
 * @param column index of the column that it speaks of
 * @param holds for each row whether it meets the condition; a null meets {@code is null} alone
 */
public record ConditionedRows(int column, boolean[] holds) {

    /**
     * Evaluates a condition.
     *
     * @param where one condition on one column, as {@code --where} takes it; no {@code share(...)}
     * @throws IllegalArgumentException if it is not one, or names a column or value that the table does not have
     */
    public static ConditionedRows of(Table table, String where) {
        try {
            List<Condition> conditions = ConditionParser.parse(where);
            if (conditions.size() != 1 || conditions.get(0) instanceof Condition.Share) {
                throw new IllegalArgumentException(
                        "Expected one condition on one column, such as isFraud = 1, found " + where);
            }
            int column = ConditionValues.column(table.schema(), conditions.get(0));
            NumberSet values = ConditionValues.of(table.schema().column(column), null, conditions.get(0));
            ColumnData data = table.column(column);
            boolean[] holds = new boolean[table.rows()];
            for (int row = 0; row < holds.length; row++) {
                holds[row] = values.contains(data.number(row));
            }
            return new ConditionedRows(column, holds);
        } catch (ConditionSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (ConditionRejection e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
