package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;

/** One value of a column, changed in place. */
final class Cell {

    private Cell() {}

    /** Copies a value to another row, of the same column or of one like it. Columns that are not learned hold none. */
    static void copy(ColumnData from, int fromRow, ColumnData to, int row) {
        if (to instanceof ColumnData.Longs longs) {
            longs.values()[row] = ((ColumnData.Longs) from).values()[fromRow];
        } else if (to instanceof ColumnData.Doubles doubles) {
            doubles.values()[row] = ((ColumnData.Doubles) from).values()[fromRow];
        } else if (to instanceof ColumnData.Codes codes) {
            codes.values()[row] = ((ColumnData.Codes) from).values()[fromRow];
        }
    }

    /** Sets a number that is not null. */
    static void set(ColumnData column, int row, double number) {
        if (column instanceof ColumnData.Longs longs) {
            longs.values()[row] = Math.round(number);
        } else if (column instanceof ColumnData.Doubles doubles) {
            doubles.values()[row] = number;
        } else {
            throw new IllegalArgumentException(
                    "Expected a column of numbers, found " + column.getClass().getSimpleName());
        }
    }
}
