package io.doppelstream.model.condition;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.List;

/** Which rows of a table meet conditions. */
public final class RowFilter {

    private RowFilter() {}

    /**
     * Tests every row.
     *
     * @param where all of which must hold, none of them a share
     * @throws IllegalArgumentException if one speaks of a column or a value that the table does not have
     */
    public static boolean[] matching(Table table, List<Condition> where) {
        boolean[] matching = new boolean[table.rows()];
        Arrays.fill(matching, true);
        for (Condition condition : where) {
            if (condition instanceof Condition.Share) {
                throw new IllegalArgumentException("Expected conditions that a row can meet, found " + condition);
            }
            int column = column(table, condition);
            NumberSet values = values(table, column, condition);
            ColumnData data = table.column(column);
            for (int row = 0; row < matching.length; row++) {
                boolean holds = data.isNull(row) ? values.nulls() : values.contains(data.number(row));
                matching[row] = matching[row] && holds;
            }
        }
        return matching;
    }

    private static int column(Table table, Condition condition) {
        try {
            return ConditionValues.column(table.schema(), condition);
        } catch (ConditionRejection e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static NumberSet values(Table table, int column, Condition condition) {
        try {
            return ConditionValues.of(table.schema().column(column), null, condition);
        } catch (ConditionRejection e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
